package dev.perdure.contract.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a worker waits for something to do. */
abstract class WaitingContract extends StorageContract {

    private static final int WAKE_UPS_IN_VAIN_MAX = 1_000_000;

    @Test
    void a_waiting_worker_gets_a_turn_that_becomes_due_on_its_node() {
        node().work().join();
        SessionScenario session = openSession();
        try (Background<List<Claim>> worker = waitingWorker(node())) {
            TurnId turn = session.enqueue();

            assertThat(worker.await(patience())).extracting(Claim::turn).containsExactly(turn);
        }
    }

    @Test
    void a_waiting_worker_gets_a_turn_that_becomes_due_on_another_node() {
        node().work().join();
        SessionScenario session = openSession().on(otherNode());
        try (Background<List<Claim>> worker = waitingWorker(node())) {
            TurnId turn = session.enqueue();

            assertThat(worker.await(patience())).extracting(Claim::turn).containsExactly(turn);
        }
    }

    @Test
    void a_waiting_worker_gets_a_turn_whose_predecessor_ends() {
        node().work().join();
        otherNode().work().join();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        TurnId second = session.enqueue();
        try (Background<List<Claim>> worker = waitingWorker(otherNode())) {
            session.finish(first);

            assertThat(worker.await(patience())).extracting(Claim::turn).containsExactly(second);
        }
    }

    @Test
    void a_waiting_worker_gets_a_turn_whose_client_has_answered() {
        node().work().join();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.parkForClient(first);
        try (Background<List<Claim>> worker = waitingWorker(node())) {
            session.change(new WorkChange.MakeDue(first.turn()));

            assertThat(worker.await(patience()))
                    .extracting(Claim::turn)
                    .containsExactly(first.turn());
        }
    }

    @Test
    void a_waiting_worker_gets_a_turn_that_a_message_wakes_on_another_node() {
        node().work().join();
        SessionScenario session = openSession();
        Claim first = session.startTurn();
        session.parkForClient(first);
        TurnId second = Sample.turn();
        try (Background<List<Claim>> worker = waitingWorker(node())) {
            session.on(otherNode())
                    .append(
                            session.batch(new Guard.Exists(), Sample.message(second, "second"))
                                    .with(
                                            new WorkChange.Enqueue(
                                                    second, "second", false, first.turn())));

            assertThat(worker.await(patience()))
                    .extracting(Claim::turn)
                    .containsExactly(first.turn());
        }
    }

    @Test
    void the_clock_tells_the_time_that_records_are_given() {
        Instant written = openSession().log().getFirst().time();

        assertThat(Duration.between(written, node().clock().instant()).abs())
                .isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void a_wait_in_vain_ends() {
        node().work().join();
        try (Background<String> waiting =
                Background.start(() -> {
                    node().work().awaitDue(Duration.ofMillis(20));
                    return "ended";
                })) {
            assertThat(waiting.await(patience())).isEqualTo("ended");
        }
        TurnId turn = openSession().enqueue();
        assertThat(node().work().claim(1)).extracting(Claim::turn).containsExactly(turn);
    }

    @Test
    void a_waiting_worker_can_be_interrupted() {
        node().work().join();
        try (Background<String> waiting =
                Background.start(() -> {
                    for (int i = 0; i < WAKE_UPS_IN_VAIN_MAX; i++) {
                        node().work().awaitDue(patience().multipliedBy(10));
                    }
                    return "woken in vain for ever";
                })) {
            waiting.awaitWaiting(patience());

            waiting.interrupt();

            assertThat(waiting.awaitFailure(patience())).isInstanceOf(InterruptedException.class);
        }
    }

    /** A worker who claims when the queue says that something may be due. */
    private Background<List<Claim>> waitingWorker(Storage node) {
        Duration longerThanTheTest = patience().multipliedBy(10);
        Background<List<Claim>> worker =
                Background.start(() -> {
                    List<Claim> claims = node.work().claim(1);
                    while (claims.isEmpty() && !Thread.currentThread().isInterrupted()) {
                        node.work().awaitDue(longerThanTheTest);
                        claims = node.work().claim(1);
                    }
                    return claims;
                });
        worker.awaitWaiting(patience());
        return worker;
    }
}
