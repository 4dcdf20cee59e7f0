package dev.perdure.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WorkerTest {

    private static final WorkerConfig POLLING =
            new WorkerConfig(10, Duration.ofMillis(10), Duration.ofMillis(5), Duration.ofMillis(5));

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();

    @Test
    void no_more_turns_run_at_once_than_there_are_places() throws Exception {
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            gates.add(new Gate());
            model.next(Script.started().hold(gates.get(i)).text("Hello").finish());
        }
        try (Node node = Node.on(storage).model(model).config(places(2)).start()) {
            List<SessionKey> sessions = new ArrayList<>();
            List<TurnId> turns = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                sessions.add(node.open());
                turns.add(node.say(sessions.get(i), "Hi"));
            }
            gates.get(0).awaitReached();
            gates.get(1).awaitReached();
            assertThat(model.requests()).hasSize(2);

            gates.get(0).open();
            gates.get(2).awaitReached();
            gates.get(1).open();
            gates.get(2).open();
            for (int i = 0; i < 3; i++) {
                node.story(sessions.get(i)).awaitEnd(turns.get(i));
            }
        }
    }

    @Test
    void a_node_offers_no_place_before_it_works_and_none_after() {
        Node node = Node.on(storage).idle();
        assertThat(node.worker().reserve()).isFalse();

        node.worker().start();
        assertThat(node.worker().reserve()).isTrue();
        node.worker().release();

        node.close();
        assertThat(node.worker().reserve()).isFalse();
    }

    @Test
    void a_node_that_never_worked_and_one_that_was_closed_can_be_closed() {
        Node node = Node.on(storage).idle();
        node.close();
        node.worker().start();
        node.close();
        node.close();

        assertThat(storage.work().renew()).isFalse();
    }

    @Test
    void the_loops_go_on_after_outages_defects_and_errors() throws Exception {
        for (Supplier<Throwable> trouble :
                List.<Supplier<Throwable>>of(
                        () -> new WorkUnavailable("away", new Throwable()),
                        () -> new IllegalStateException("a defect"),
                        () -> new NoClassDefFoundError("an error"))) {
            Troubled watcher = new Troubled(trouble);
            try (Node node =
                    Node.on(new WatchedStorage(storage.node(), watcher))
                            .model(model)
                            .config(POLLING)
                            .start()) {
                watcher.trouble = true;
                for (Door door : List.of(Door.WORK_CLAIM, Door.WORK_RENEW, Door.WORK_SWEEP)) {
                    Await.until(door + " has failed", () -> watcher.failures(door) > 1);
                }
                watcher.trouble = false;

                Node accepting = Node.on(storage.node()).idle();
                SessionKey session = accepting.open();
                TurnId turn = accepting.say(session, "Hi");
                node.story(session).awaitEnd(turn);
            }
        }
    }

    @Test
    void a_node_that_is_dead_and_does_not_know_it_does_not_ask_without_a_pause() throws Exception {
        SettableClock clock = new SettableClock();
        InMemoryStorage leased = InMemoryStorage.open(clock);
        Troubled counting = new Troubled(Throwable::new);
        WorkerConfig heartless =
                new WorkerConfig(10, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        try (Node dead =
                Node.on(new WatchedStorage(leased, counting))
                        .clock(clock)
                        .config(heartless)
                        .start()) {
            clock.advance(InMemoryStorage.LEASE.plusSeconds(1));
            leased.node().work().sweep();
            dead.say(dead.open(), "Hi");
            long start = System.nanoTime();
            int before = counting.passed(Door.WORK_CLAIM);
            Await.until(
                    "ten claims in vain", () -> counting.passed(Door.WORK_CLAIM) >= before + 10);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(50));
        }
    }

    private static WorkerConfig places(int places) {
        WorkerConfig eager = NodeParts.EAGER;
        return new WorkerConfig(places, eager.heartbeat(), eager.sweep(), eager.poll());
    }

    /** Fails the calls to the queue while there is trouble, and counts them. */
    private static final class Troubled implements Watcher {

        private final Supplier<Throwable> defect;
        private final Map<Door, Integer> passed = new ConcurrentHashMap<>();
        private final Map<Door, Integer> failed = new ConcurrentHashMap<>();
        private volatile boolean trouble;

        Troubled(Supplier<Throwable> defect) {
            this.defect = defect;
        }

        int passed(Door door) {
            return passed.getOrDefault(door, 0);
        }

        int failures(Door door) {
            return failed.getOrDefault(door, 0);
        }

        @Override
        public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
            if (trouble && door.isOfWork()) {
                failed.merge(door, 1, Integer::sum);
                switch (defect.get()) {
                    case RuntimeException unchecked -> throw unchecked;
                    case Error error -> throw error;
                    case Throwable other -> throw new IllegalStateException(other);
                }
            }
            passed.merge(door, 1, Integer::sum);
            return crossing.go();
        }
    }
}
