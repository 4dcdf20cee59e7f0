package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DefectTest {

    /** One place: a turn that nobody can run must not keep it. */
    private static final WorkerConfig ONE_PLACE =
            new WorkerConfig(
                    1, Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofSeconds(10));

    private final SettableClock clock = new SettableClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);

    @Test
    void a_log_that_cannot_be_read_costs_no_place_and_its_turn_runs_once_it_can() throws Exception {
        Unreadable log = new Unreadable();
        try (Node node =
                Node.on(new WatchedStorage(storage, log)).clock(clock).config(ONE_PLACE).start()) {
            SessionKey session = node.open();
            Story story = new Story(storage.log(), session);
            log.defective = true;
            TurnId turn = node.say(session, "Hi");
            Await.until("the defect shows", () -> log.met.get() > 0);
            log.defective = false;

            SessionKey other = node.open();
            new Story(storage.log(), other).awaitEnd(node.say(other, "Meanwhile"));
            assertThat(story.factsOf(turn)).containsExactly("MessageReceived");

            clock.advance(Duration.ofSeconds(11));
            story.awaitEnd(turn);
            Invariants.holdWhenSettled(story);
        }
    }

    @Test
    void a_turn_is_let_go_of_as_soon_as_the_store_can_be_told() throws Exception {
        Unreadable log = new Unreadable();
        try (Node node =
                Node.on(new WatchedStorage(storage, log)).clock(clock).config(ONE_PLACE).start()) {
            SessionKey session = node.open();
            Story story = new Story(storage.log(), session);
            log.defective = true;
            log.away = 1;
            TurnId turn = node.say(session, "Hi");
            Await.until("the store was away", () -> log.away == 0);
            log.defective = false;

            Await.until("the place is free", node.worker()::reserve);
            node.worker().release();
            clock.advance(Duration.ofSeconds(11));
            story.awaitEnd(turn);
        }
    }

    /** A log whose reads fail by a defect, and whose appends fail by an outage after that. */
    private static final class Unreadable implements Watcher {

        private final AtomicInteger met = new AtomicInteger();
        private volatile boolean defective;
        private volatile int away;

        @Override
        public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
            if (defective && door == Door.LOG_FACTS) {
                met.incrementAndGet();
                throw new IllegalStateException("not a fact that anybody knows");
            }
            if (met.get() > 0 && away > 0 && door == Door.LOG_APPEND) {
                away = 0;
                throw new LogUnavailable("The log is out of reach.", new IllegalStateException());
            }
            return crossing.go();
        }
    }
}
