package dev.perdure.contract.lies;

import static dev.perdure.contract.lies.Fabricated.guarded;
import static dev.perdure.contract.lies.Fabricated.isRefused;
import static dev.perdure.contract.lies.Fabricated.unguarded;

import dev.perdure.contract.Sample;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Fenced;
import dev.perdure.engine.log.AppendOutcome.NoSuchStream;
import dev.perdure.engine.log.AppendOutcome.StreamExists;
import dev.perdure.engine.log.AppendOutcome.VersionConflict;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/** Lies about what a batch asks of its stream. */
final class GuardLies {

    private static final long A_WHILE_NANOS = 8_000_000;

    private GuardLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("ignores versions", () -> asking(GuardLies::withoutVersion)),
                new Lie("ignores epochs", () -> asking(GuardLies::withoutEpoch)),
                new Lie(
                        "accepts everything",
                        () ->
                                refusing((truth, refused) ->
                                        Fabricated.success(truth, refused.batch()))),
                new Lie(
                        "writes what it should refuse",
                        () ->
                                refusing((truth, refused) ->
                                        Liar.honestly(truth, unguarded(refused.batch())))),
                new Lie(
                        "opens a stream twice",
                        () ->
                                refusing((truth, refused) ->
                                        refused.outcome() instanceof StreamExists
                                                ? Liar.honestly(truth, unguarded(refused.batch()))
                                                : refused.outcome())),
                new Lie("lets strangers into streams", StrangersMayAppend::new),
                new Lie(
                        "opens streams by itself",
                        () ->
                                refusing((truth, refused) ->
                                        refused.outcome() instanceof NoSuchStream
                                                ? opened(truth, refused.batch())
                                                : refused.outcome())),
                new Lie(
                        "takes versions that are yet to come",
                        () -> asking(GuardLies::atMostVersion)),
                new Lie("takes epochs that are yet to come", () -> asking(GuardLies::atMostEpoch)),
                new Lie("lets deltas overtake decisions", DeltasOvertake::new),
                new Lie(
                        "tells the version it was asked for",
                        () ->
                                refusing((truth, refused) ->
                                        refused.outcome() instanceof VersionConflict told
                                                ? new VersionConflict(told.actual().next())
                                                : refused.outcome())),
                new Lie(
                        "tells an older epoch",
                        () ->
                                refusing((truth, refused) ->
                                        refused.outcome() instanceof Fenced
                                                ? new Fenced(Epoch.UNCLAIMED)
                                                : refused.outcome())),
                new Lie(
                        "looks at the version before the epoch",
                        () -> refusing(GuardLies::versionFirst)),
                new Lie("refuses owners", () -> asking(GuardLies::newerEpoch)),
                new Lie(
                        "refuses decisions at the last version",
                        () -> asking(GuardLies::newerVersion)),
                new Lie(
                        "takes existence for the first version",
                        () ->
                                asking((head, batch) ->
                                        batch.guard() instanceof Guard.Exists
                                                        && head.offset().value() > 2
                                                ? new Guard.AtVersion(new StreamVersion(1))
                                                : batch.guard())),
                new Lie("checks the version and writes later", ChecksThenWrites::new));
    }

    private record RefusedBatch(Batch batch, AppendOutcome outcome) {}

    /** A liar who answers refusals in its own way. */
    private static Liar refusing(BiFunction<Storage, RefusedBatch, AppendOutcome> instead) {
        return new Liar() {
            @Override
            AppendOutcome append(Storage truth, Batch asked) {
                AppendOutcome outcome = honestly(truth, asked);
                return isRefused(outcome)
                        ? instead.apply(truth, new RefusedBatch(asked, outcome))
                        : outcome;
            }
        };
    }

    /** A liar who asks something else of a stream that exists. */
    private static Liar asking(BiFunction<SessionHead, Batch, Guard> instead) {
        return new Liar() {
            @Override
            Batch batch(Storage truth, Batch asked) {
                return truth.log()
                        .head(asked.session())
                        .map(head -> guarded(asked, instead.apply(head, asked)))
                        .orElse(asked);
            }
        };
    }

    private static Guard withoutVersion(SessionHead head, Batch batch) {
        return switch (batch.guard()) {
            case Guard.AtVersion at -> new Guard.Exists();
            case Guard.OwnedAt owned -> new Guard.Owned(owned.epoch());
            case Guard.NewStream other -> other;
            case Guard.Exists other -> other;
            case Guard.Owned other -> other;
        };
    }

    private static Guard withoutEpoch(SessionHead head, Batch batch) {
        return switch (batch.guard()) {
            case Guard.Owned owned -> new Guard.Exists();
            case Guard.OwnedAt owned -> new Guard.AtVersion(owned.version());
            case Guard.NewStream other -> other;
            case Guard.Exists other -> other;
            case Guard.AtVersion other -> other;
        };
    }

    private static Guard atMostVersion(SessionHead head, Batch batch) {
        return batch.guard() instanceof Guard.AtVersion at
                        && at.version().compareTo(head.version()) > 0
                ? new Guard.Exists()
                : batch.guard();
    }

    private static Guard atMostEpoch(SessionHead head, Batch batch) {
        return batch.guard() instanceof Guard.Owned owned
                        && owned.epoch().compareTo(head.epoch()) > 0
                ? new Guard.Exists()
                : batch.guard();
    }

    private static Guard newerEpoch(SessionHead head, Batch batch) {
        return batch.guard() instanceof Guard.OwnedAt owned
                ? new Guard.OwnedAt(owned.epoch().next(), owned.version())
                : batch.guard();
    }

    private static Guard newerVersion(SessionHead head, Batch batch) {
        return batch.guard() instanceof Guard.AtVersion at
                ? new Guard.AtVersion(at.version().next())
                : batch.guard();
    }

    private static AppendOutcome opened(Storage truth, Batch batch) {
        Batch opening = Batch.of(batch.session(), new Guard.NewStream(), List.of(Sample.opening()));
        Liar.honestly(truth, opening);
        return new NoSuchStream();
    }

    private static AppendOutcome versionFirst(Storage truth, RefusedBatch refused) {
        SessionHead head = truth.log().head(refused.batch().session()).orElseThrow();
        return refused.batch().guard() instanceof Guard.OwnedAt owned
                        && !owned.version().equals(head.version())
                ? new VersionConflict(head.version())
                : refused.outcome();
    }

    /** Takes every caller for the owner of the stream. */
    private static final class StrangersMayAppend extends Liar {

        private final Map<SessionId, SessionKey> owners = new ConcurrentHashMap<>();

        @Override
        Batch batch(Storage truth, Batch asked) {
            SessionKey owner = owners.computeIfAbsent(asked.session().id(), id -> asked.session());
            return new Batch(owner, asked.guard(), asked.entries(), asked.work());
        }
    }

    private static final class DeltasOvertake extends Liar {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            SessionHead head = truth.log().head(asked.session()).orElse(null);
            if (head != null && asked.guard() instanceof Guard.AtVersion) {
                Offset lastFact = truth.log().lastFactAt(asked.session(), head.time());
                if (head.offset().isAfter(lastFact)) {
                    return new VersionConflict(head.version());
                }
            }
            return honestly(truth, asked);
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksThenWrites extends Liar {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            SessionHead head = truth.log().head(asked.session()).orElse(null);
            if (head != null
                    && asked.guard() instanceof Guard.AtVersion at
                    && at.version().equals(head.version())) {
                LockSupport.parkNanos(A_WHILE_NANOS);
                return honestly(truth, unguarded(asked));
            }
            return honestly(truth, asked);
        }
    }
}
