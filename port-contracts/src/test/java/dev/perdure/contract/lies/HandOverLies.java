package dev.perdure.contract.lies;

import dev.perdure.contract.lies.Turns.Rest;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lies about turns that a living owner lets go of, and about the time. */
final class HandOverLies {

    private HandOverLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("handing over keeps the turn", KeepsTheTurn::new),
                new Lie("handing over ends the turn", EndsTheTurn::new),
                new Lie("handing over takes turns from their owners", TakesFromOwners::new),
                new Lie("handing over wakes what waits", WakesWhatWaits::new),
                new Lie("the clock is an hour fast", FastClock::new));
    }

    private static final class FastClock extends Liar {

        @Override
        InstantSource clock(Storage truth) {
            return () -> truth.clock().instant().plus(Duration.ofHours(1));
        }
    }

    private static final class KeepsTheTurn extends Liar {

        @Override
        void handOver(Storage truth, Claim claim) {}
    }

    private static final class EndsTheTurn extends Liar {

        @Override
        void handOver(Storage truth, Claim claim) {
            honestly(
                    truth,
                    Batch.of(claim.session(), new Guard.Owned(claim.epoch()), List.of())
                            .with(new WorkChange.Finish(claim.turn())));
        }
    }

    private static final class TakesFromOwners extends Turns {

        private final Set<Storage> nodes = ConcurrentHashMap.newKeySet();

        @Override
        void join(Storage truth) {
            nodes.add(truth);
            truth.work().join();
        }

        @Override
        void handOver(Storage truth, Claim claim) {
            for (Claim newest : fabricated(truth, turn -> turn.turn.equals(claim.turn()))) {
                nodes.forEach(node -> node.work().handOver(newest));
            }
        }
    }

    private static final class WakesWhatWaits extends Turns {

        @Override
        void handOver(Storage truth, Claim claim) {
            if (of(claim.turn()).rest == Rest.PARKED) {
                honestly(
                        truth,
                        Batch.of(claim.session(), new Guard.Exists(), List.of())
                                .with(new WorkChange.MakeDue(claim.turn())));
            }
            truth.work().handOver(claim);
        }
    }
}
