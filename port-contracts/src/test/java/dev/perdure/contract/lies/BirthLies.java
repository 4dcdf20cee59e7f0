package dev.perdure.contract.lies;

import dev.perdure.contract.lies.Turns.Rest;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Appended;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.engine.work.WorkChange.Enqueue;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Lies about claims at birth. */
final class BirthLies {

    private BirthLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("claims at birth though nobody asked", () -> asking(true)),
                new Lie("never claims at birth", () -> asking(false)),
                new Lie("claims at birth beside a due turn", () -> besideTurns(Rest.DUE)),
                new Lie("claims at birth beside an owned turn", () -> besideTurns(Rest.OWNED)),
                new Lie("claims at birth beside a parked turn", () -> besideTurns(Rest.PARKED)),
                new Lie("claims at birth once per session", ClaimsOncePerSession::new),
                new Lie("claims at birth and leaves the turn due", LeavesTheTurnDue::new),
                new Lie("claims at birth without raising the epoch", OldEpoch::new),
                new Lie("claims at birth for nodes that do not live", ClaimsForTheDead::new));
    }

    private static Batch asking(Batch asked, boolean claimIfIdle) {
        return asked.work() instanceof Enqueue enqueue
                ? asked.with(new Enqueue(enqueue.turn(), enqueue.idempotencyKey(), claimIfIdle))
                : asked;
    }

    private static Liar asking(boolean claimIfIdle) {
        return new Liar() {
            @Override
            Batch batch(Storage truth, Batch asked) {
                return asking(asked, claimIfIdle);
            }
        };
    }

    private static boolean asksForClaim(Batch batch) {
        return batch.work() instanceof Enqueue enqueue && enqueue.claimIfIdle();
    }

    private static AppendOutcome with(@Nullable Claim claim, Appended appended) {
        return new Appended(appended.envelopes(), appended.version(), claim);
    }

    /** A claim on the turn of the batch that nobody was entitled to. */
    private static Claim granted(Storage truth, Batch batch) {
        Epoch epoch = truth.log().head(batch.session()).orElseThrow().epoch();
        return new Claim(batch.session(), ((Enqueue) batch.work()).turn(), epoch.next());
    }

    private static Liar besideTurns(Rest rest) {
        return new Turns() {
            @Override
            AppendOutcome append(Storage truth, Batch asked) {
                boolean beside =
                        asksForClaim(asked)
                                && exists(turn ->
                                        turn.rest == rest && turn.session.equals(asked.session()));
                AppendOutcome outcome = super.append(truth, asked);
                return beside && outcome instanceof Appended appended
                        ? with(granted(truth, asked), appended)
                        : outcome;
            }
        };
    }

    private static final class ClaimsOncePerSession extends Liar {

        private final Set<Object> claimed = ConcurrentHashMap.newKeySet();

        @Override
        Batch batch(Storage truth, Batch asked) {
            return asked.work() instanceof Enqueue && !claimed.add(asked.session())
                    ? asking(asked, false)
                    : asked;
        }
    }

    private static final class LeavesTheTurnDue extends Liar {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            if (!(outcome instanceof Appended appended) || appended.claim() == null) {
                return outcome;
            }
            WorkChange parked = new WorkChange.ParkForClient(appended.claim().turn());
            WorkChange due = new WorkChange.MakeDue(appended.claim().turn());
            for (WorkChange change : List.of(parked, due)) {
                honestly(
                        truth,
                        Fabricated.unguarded(Fabricated.holding(asked, List.of())).with(change));
            }
            return outcome;
        }
    }

    private static final class OldEpoch extends Liar {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            return outcome instanceof Appended appended && appended.claim() != null
                    ? with(QueueLies.older(appended.claim()), appended)
                    : outcome;
        }
    }

    private static final class ClaimsForTheDead extends Liar {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            return outcome instanceof Appended appended
                            && asksForClaim(asked)
                            && !truth.work().renew()
                    ? with(granted(truth, asked), appended)
                    : outcome;
        }
    }
}
