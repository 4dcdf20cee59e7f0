package dev.perdure.contract.lies;

import static dev.perdure.contract.lies.Fabricated.isRefused;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Duplicate;
import dev.perdure.engine.log.AppendOutcome.NoSuchStream;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.engine.work.WorkChange.Enqueue;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Lies about idempotency keys. */
final class RepetitionLies {

    private static final long A_WHILE_NANOS = 8_000_000;

    private RepetitionLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("forgets keys", ForgetsKeys::new),
                new Lie("forgets the keys of ended turns", ForgetsKeysOfEndedTurns::new),
                new Lie("keeps the keys of each node apart", KeysPerNode::new),
                new Lie("takes one session's keys for all", KeysOfAllSessions::new),
                new Lie("uses up the keys of refused appends", KeysOfRefusedAppends::new),
                new Lie("tells strangers that a key was used", TellsStrangers::new),
                new Lie("checks the key and writes later", ChecksThenWrites::new),
                new Lie("forgets the keys of openings", ForgetsKeysOfOpenings::new),
                new Lie("forgets keys within a group", ForgetsKeysWithinGroup::new),
                new Lie(
                        "names the wrong first record",
                        () ->
                                new Liar() {
                                    @Override
                                    AppendOutcome append(Storage truth, Batch asked) {
                                        AppendOutcome outcome = honestly(truth, asked);
                                        return outcome instanceof Duplicate told
                                                ? new Duplicate(told.first().plus(1))
                                                : outcome;
                                    }
                                }),
                new Lie("asks the guard before the key", AsksTheGuardFirst::new));
    }

    private static Batch withKey(Batch batch, String key) {
        return batch.work() instanceof Enqueue asked
                ? batch.with(new Enqueue(asked.turn(), key, asked.claimIfIdle()))
                : batch;
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    private static final class ForgetsKeys extends Liar {

        @Override
        Batch batch(Storage truth, Batch asked) {
            return withKey(asked, fresh());
        }
    }

    private static final class ForgetsKeysOfOpenings extends Liar {

        @Override
        Batch batch(Storage truth, Batch asked) {
            return asked.guard() instanceof Guard.NewStream ? withKey(asked, fresh()) : asked;
        }
    }

    private static final class ForgetsKeysWithinGroup extends Liar {

        @Override
        List<AppendOutcome> append(Storage truth, List<Batch> group) {
            return super.append(
                    truth,
                    group.size() == 1
                            ? group
                            : group.stream().map(batch -> withKey(batch, fresh())).toList());
        }
    }

    private static final class ForgetsKeysOfEndedTurns extends Liar {

        private final Set<SessionId> ended = ConcurrentHashMap.newKeySet();

        @Override
        Batch batch(Storage truth, Batch asked) {
            if (asked.work() instanceof WorkChange.Finish) {
                ended.add(asked.session().id());
            }
            return ended.contains(asked.session().id()) ? withKey(asked, fresh()) : asked;
        }
    }

    private static final class KeysPerNode extends Liar {

        @Override
        Batch batch(Storage truth, Batch asked) {
            return asked.work() instanceof Enqueue enqueue
                    ? withKey(asked, enqueue.idempotencyKey() + System.identityHashCode(truth))
                    : asked;
        }
    }

    private static final class KeysOfAllSessions extends Liar {

        private final Map<String, SessionKey> used = new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            if (asked.work() instanceof Enqueue enqueue) {
                SessionKey first =
                        used.computeIfAbsent(enqueue.idempotencyKey(), key -> asked.session());
                if (!first.equals(asked.session())) {
                    return new Duplicate(new Offset(1));
                }
            }
            return honestly(truth, asked);
        }
    }

    private static final class KeysOfRefusedAppends extends Liar {

        private final Set<String> refused = ConcurrentHashMap.newKeySet();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            if (!(asked.work() instanceof Enqueue enqueue)) {
                return honestly(truth, asked);
            }
            if (refused.contains(enqueue.idempotencyKey())) {
                return new Duplicate(new Offset(1));
            }
            AppendOutcome outcome = honestly(truth, asked);
            if (isRefused(outcome) && !(outcome instanceof Duplicate)) {
                refused.add(enqueue.idempotencyKey());
            }
            return outcome;
        }
    }

    private static final class TellsStrangers extends Liar {

        private final Set<String> used = ConcurrentHashMap.newKeySet();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            if (!(asked.work() instanceof Enqueue enqueue)) {
                return outcome;
            }
            String key = asked.session().id() + enqueue.idempotencyKey();
            if (outcome instanceof AppendOutcome.Appended) {
                used.add(key);
            }
            return outcome instanceof NoSuchStream && used.contains(key)
                    ? new Duplicate(new Offset(2))
                    : outcome;
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksThenWrites extends Liar {

        private final Set<String> used = ConcurrentHashMap.newKeySet();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            if (!(asked.work() instanceof Enqueue enqueue)) {
                return honestly(truth, asked);
            }
            String key = asked.session().id() + enqueue.idempotencyKey();
            if (used.contains(key)) {
                return honestly(truth, asked);
            }
            LockSupport.parkNanos(A_WHILE_NANOS);
            return used.add(key)
                    ? honestly(truth, asked)
                    : honestly(truth, withKey(asked, fresh()));
        }
    }

    private static final class AsksTheGuardFirst extends Liar {

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            AppendOutcome outcome = honestly(truth, asked);
            if (!(outcome instanceof Duplicate)) {
                return outcome;
            }
            SessionHead head = truth.log().head(asked.session()).orElseThrow();
            if (asked.guard() instanceof Guard.NewStream) {
                return new AppendOutcome.StreamExists();
            }
            return asked.guard() instanceof Guard.AtVersion at
                            && !at.version().equals(head.version())
                    ? new AppendOutcome.VersionConflict(head.version())
                    : outcome;
        }
    }
}
