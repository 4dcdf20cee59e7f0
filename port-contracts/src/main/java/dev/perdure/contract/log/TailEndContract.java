package dev.perdure.contract.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a tail waits and how it ends. */
abstract class TailEndContract extends StorageContract {

    private static final Duration MOMENT = Duration.ofMillis(30);

    @Test
    void a_tail_with_nothing_to_show_waits_as_long_as_it_was_told() throws Exception {
        SessionScenario session = openSession();
        try (Subscription tail = node().log().follow(session.key(), new Offset(1))) {
            long start = System.nanoTime();
            List<Envelope> nothing = tail.next(MOMENT);

            assertThat(nothing).isEmpty();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
            List<Envelope> appended = session.write(Sample.fact("news")).envelopes();
            assertThat(tail.next(patience())).isEqualTo(appended);
        }
    }

    @Test
    void closing_a_tail_wakes_its_reader() throws Exception {
        SessionScenario session = openSession();
        Subscription tail = node().log().follow(session.key(), Offset.START);
        assertThat(tail.next(patience())).hasSize(1);
        try (Background<List<Envelope>> reader =
                Background.start(() -> tail.next(patience().multipliedBy(10)))) {
            reader.awaitWaiting(patience());

            tail.close();

            assertThat(reader.await(patience())).isEmpty();
        }
    }

    @Test
    void a_closed_tail_shows_nothing_more_and_closing_again_does_no_harm() throws Exception {
        SessionScenario session = openSession();
        Subscription tail = node().log().follow(session.key(), Offset.START);
        assertThat(tail.next(patience())).hasSize(1);

        tail.close();
        tail.close();
        session.write(Sample.fact("too late"));

        assertThat(tail.next(MOMENT)).isEmpty();
        assertThat(session.log()).hasSize(2);
    }

    @Test
    void closing_one_tail_leaves_the_others() throws Exception {
        SessionScenario session = openSession();
        Subscription closed = node().log().follow(session.key(), new Offset(1));
        try (Subscription open = node().log().follow(session.key(), new Offset(1))) {
            closed.close();

            List<Envelope> appended = session.write(Sample.fact("news")).envelopes();

            assertThat(open.next(patience())).isEqualTo(appended);
        }
    }

    @Test
    void a_reader_who_waits_can_be_interrupted() {
        SessionScenario session = openSession();
        try (Subscription tail = node().log().follow(session.key(), new Offset(1));
                Background<List<Envelope>> reader =
                        Background.start(() -> tail.next(patience().multipliedBy(10)))) {
            reader.awaitWaiting(patience());

            reader.interrupt();

            assertThat(reader.awaitFailure(patience())).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void a_tail_is_not_gone_while_its_session_exists() throws Exception {
        node().work().join();
        SessionScenario session = openSession();
        try (Subscription tail = node().log().follow(session.key(), Offset.START)) {
            assertThat(tail.isGone()).isFalse();
            Claim claim = session.startTurn();
            session.finish(claim);

            assertThat(tail.next(patience())).isNotEmpty();
            assertThat(tail.isGone()).isFalse();
        }
    }

    @Test
    void a_removed_session_ends_its_tails() throws Exception {
        assertRemovalEndsTailsOf(node());
    }

    @Test
    void a_removed_session_ends_the_tails_of_other_nodes() throws Exception {
        assertRemovalEndsTailsOf(otherNode());
    }

    @Test
    void a_tail_of_another_organisation_shows_nothing() throws Exception {
        SessionScenario session = openSession();
        SessionKey foreign = new SessionKey(stranger(), session.key().id());
        try (Subscription own = node().log().follow(session.key(), new Offset(1));
                Subscription tail = node().log().follow(foreign, Offset.START)) {
            List<Envelope> appended = session.write(Sample.mixture("secret", 3)).envelopes();

            assertThat(own.next(patience())).isEqualTo(appended);
            assertThat(tail.next(MOMENT)).isEmpty();
            assertThat(tail.isGone()).isFalse();
        }
    }

    @Test
    void a_tail_of_another_organisation_does_not_learn_of_a_removal() throws Exception {
        SessionScenario session = openSession();
        SessionKey foreign = new SessionKey(stranger(), session.key().id());
        try (Subscription own = node().log().follow(session.key(), Offset.START);
                Subscription tail = node().log().follow(foreign, Offset.START)) {
            assertThat(own.next(patience())).hasSize(1);
            assertThat(tail.next(MOMENT)).isEmpty();

            assertThat(node().sessions().remove(session.key())).isTrue();

            awaitGone(own);
            assertThat(tail.next(MOMENT)).isEmpty();
            assertThat(tail.isGone()).as("what never was is not gone").isFalse();
        }
    }

    private void assertRemovalEndsTailsOf(Storage reading) throws InterruptedException {
        SessionScenario session = openSession();
        try (Subscription tail = reading.log().follow(session.key(), Offset.START)) {
            assertThat(tail.next(patience())).hasSize(1);
            assertThat(tail.isGone()).isFalse();

            assertThat(node().sessions().remove(session.key())).isTrue();

            awaitGone(tail);
            assertThat(tail.next(MOMENT)).isEmpty();
        }
    }

    private void awaitGone(Subscription tail) throws InterruptedException {
        long end = System.nanoTime() + patience().toNanos();
        while (!tail.isGone() && System.nanoTime() < end) {
            assertThat(tail.next(MOMENT)).isEmpty();
        }
        assertThat(tail.isGone()).isTrue();
    }
}
