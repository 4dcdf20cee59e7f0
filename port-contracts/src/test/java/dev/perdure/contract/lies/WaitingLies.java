package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.WorkChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Lies told to workers who wait. */
final class WaitingLies {

    private WaitingLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("workers sleep through everything", SleepsThroughEverything::new),
                new Lie("workers hear only their own node", HearsOwnNodeOnly::new),
                new Lie("workers hear only of new turns", HearsNewTurnsOnly::new),
                new Lie("workers wait too long", WaitsTooLong::new),
                new Lie("workers cannot be interrupted", Uninterruptible::new));
    }

    private static final class SleepsThroughEverything extends Liar {

        @Override
        void awaitDue(Storage truth, Duration max) throws InterruptedException {
            Thread.sleep(max);
        }
    }

    private static final class WaitsTooLong extends Liar {

        @Override
        void awaitDue(Storage truth, Duration max) throws InterruptedException {
            truth.work().awaitDue(max.multipliedBy(1_000));
        }
    }

    private static final class Uninterruptible extends Liar {

        @Override
        void awaitDue(Storage truth, Duration max) {
            try {
                truth.work().awaitDue(max);
            } catch (InterruptedException swallowed) {
                LockSupport.parkNanos(1);
            }
        }
    }

    /** Counts what a worker is told of, and wakes it by nothing else. */
    private abstract static class Deaf extends Liar {

        private final Map<Storage, Integer> heard = new ConcurrentHashMap<>();
        private final Set<Storage> joined = ConcurrentHashMap.newKeySet();

        abstract boolean hears(Storage waiting, Storage writing, Batch batch);

        @Override
        void awaitDue(Storage truth, Duration max) throws InterruptedException {
            long end = System.nanoTime() + max.toNanos();
            int before = heard.getOrDefault(truth, 0);
            while (heard.getOrDefault(truth, 0) == before && System.nanoTime() < end) {
                Thread.sleep(1);
            }
        }

        @Override
        List<AppendOutcome> append(Storage truth, List<Batch> group) {
            List<AppendOutcome> outcomes = super.append(truth, group);
            for (Storage waiting : joined) {
                if (group.stream().anyMatch(batch -> hears(waiting, truth, batch))) {
                    heard.merge(waiting, 1, Integer::sum);
                }
            }
            return outcomes;
        }

        @Override
        void join(Storage truth) {
            joined.add(truth);
            truth.work().join();
        }
    }

    private static final class HearsOwnNodeOnly extends Deaf {

        @Override
        boolean hears(Storage waiting, Storage writing, Batch batch) {
            return waiting.equals(writing);
        }
    }

    private static final class HearsNewTurnsOnly extends Deaf {

        @Override
        boolean hears(Storage waiting, Storage writing, Batch batch) {
            return batch.work() instanceof WorkChange.Enqueue;
        }
    }
}
