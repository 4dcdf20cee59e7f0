package dev.perdure.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Background;
import dev.perdure.contract.Sample;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Entry;
import dev.perdure.persistence.codec.EntryCodec;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlushQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Guard OWNED = new Guard.Owned(new Epoch(1));
    private static final Guard EXISTS = new Guard.Exists();

    private final EntryCodec codec = EntryCodec.current();
    private final FlushQueue queue = new FlushQueue(Duration.ofMillis(5));
    private final SessionKey one = SessionScenario.freshKey(OrganisationId.DEFAULT);
    private final SessionKey two = SessionScenario.freshKey(OrganisationId.DEFAULT);

    private Pending pending(SessionKey session, Guard guard, Entry... entries) {
        Batch batch = Batch.of(session, guard, List.of(entries));
        return Pending.of(
                batch, batch.entries().stream().map(codec::encode).toList(), new GroupAppend(1), 0);
    }

    private void put(Pending... batches) throws InterruptedException {
        assertThat(queue.put(List.of(batches), PATIENCE)).isTrue();
    }

    @Test
    void a_flush_takes_one_batch_of_each_session_and_the_others_wait_in_order() throws Exception {
        Pending first = pending(one, OWNED, Sample.fact("1"));
        Pending second = pending(one, OWNED, Sample.fact("2"));
        Pending third = pending(one, OWNED, Sample.fact("3"));
        Pending other = pending(two, OWNED, Sample.fact("1"));
        put(first, second, third, other);

        assertThat(queue.take(Lane.OWNER)).containsExactly(first, other);
        assertThat(queue.take(Lane.OWNER)).containsExactly(second);
        assertThat(queue.take(Lane.OWNER)).containsExactly(third);
    }

    @Test
    void a_batch_follows_the_ones_before_it_into_their_lane() throws Exception {
        Pending owner = pending(one, OWNED, Sample.delta("1"));
        Pending user = pending(one, EXISTS, Sample.fact("2"));
        put(owner, user);

        List<Pending> flush = queue.take(Lane.OWNER);
        assertThat(flush).containsExactly(owner);
        queue.done(flush);
        flush = queue.take(Lane.OWNER);
        assertThat(flush).containsExactly(user);
        queue.done(flush);

        Pending later = pending(one, EXISTS, Sample.fact("3"));
        put(later);
        assertThat(queue.take(Lane.ACCEPT)).containsExactly(later);
    }

    @Test
    void a_lane_is_kept_until_its_flush_is_over() throws Exception {
        put(pending(one, OWNED, Sample.delta("1")));
        List<Pending> underWay = queue.take(Lane.OWNER);
        Pending user = pending(one, EXISTS, Sample.fact("2"));
        put(user);

        queue.done(underWay);

        assertThat(queue.take(Lane.OWNER)).containsExactly(user);
    }

    @Test
    void a_flush_is_bounded_and_a_batch_larger_than_the_bound_goes_alone() throws Exception {
        String large = "x".repeat((int) FlushQueue.FLUSH_BYTES_MAX);
        Pending first = pending(one, OWNED, Sample.fact("small"));
        Pending second = pending(two, OWNED, Sample.fact(large));
        put(first, second);

        assertThat(queue.take(Lane.OWNER)).containsExactly(first);
        assertThat(queue.take(Lane.OWNER)).containsExactly(second);
    }

    @Test
    void whoever_appends_to_a_full_queue_waits_until_there_is_room() throws Exception {
        String large = "x".repeat((int) (FlushQueue.WAITING_BYTES_MAX / 2));
        put(pending(one, OWNED, Sample.fact(large)), pending(two, OWNED, Sample.fact(large)));
        Pending more = pending(one, OWNED, Sample.fact("more"));
        assertThat(queue.put(List.of(more), Duration.ofMillis(1))).isFalse();

        try (Background<Boolean> waiting =
                Background.start(() -> queue.put(List.of(more), PATIENCE))) {
            waiting.awaitWaiting(PATIENCE);
            queue.done(queue.take(Lane.OWNER));

            assertThat(waiting.await(PATIENCE)).isTrue();
        }
    }

    @Test
    void a_session_that_rests_lets_the_others_go_on() throws Exception {
        Pending first = pending(one, OWNED, Sample.fact("1"));
        Pending second = pending(one, OWNED, Sample.fact("2"));
        Pending other = pending(two, OWNED, Sample.fact("1"));
        put(first, second);
        assertThat(queue.take(Lane.OWNER)).containsExactly(first);

        queue.rest(Lane.OWNER, List.of(first), PATIENCE);
        put(other);

        assertThat(queue.take(Lane.OWNER)).containsExactly(other);
    }

    @Test
    void what_rested_is_taken_again_after_the_pause_in_its_order() throws Exception {
        Pending first = pending(one, OWNED, Sample.fact("1"));
        Pending second = pending(one, OWNED, Sample.fact("2"));
        put(first, second);
        assertThat(queue.take(Lane.OWNER)).containsExactly(first);

        queue.rest(Lane.OWNER, List.of(first), Duration.ofMillis(1));
        Pending third = pending(one, OWNED, Sample.fact("3"));
        put(third);
        queue.close();

        assertThat(queue.take(Lane.OWNER)).containsExactly(first);
        assertThat(queue.take(Lane.OWNER)).containsExactly(second);
        assertThat(queue.take(Lane.OWNER)).containsExactly(third);
        assertThat(queue.take(Lane.OWNER)).isEmpty();
    }

    @Test
    void few_who_speak_do_not_wait_for_company() throws Exception {
        FlushQueue patient = new FlushQueue(Duration.ofHours(1));
        assertThat(patient.put(List.of(pending(one, OWNED, Sample.delta("1"))), PATIENCE)).isTrue();
        assertThat(patient.take(Lane.OWNER)).hasSize(1);
        assertThat(patient.put(List.of(pending(two, OWNED, Sample.delta("2"))), PATIENCE)).isTrue();

        try (Background<List<Pending>> next = Background.start(() -> patient.take(Lane.OWNER))) {
            assertThat(next.await(PATIENCE)).hasSize(1);
        }
    }

    @Test
    void a_closed_queue_takes_nothing_more_and_is_drained() throws Exception {
        Pending last = pending(one, OWNED, Sample.fact("last"));
        put(last);
        queue.close();

        assertThat(queue.put(List.of(pending(two, OWNED)), PATIENCE)).isFalse();
        assertThat(queue.take(Lane.OWNER)).containsExactly(last);
        assertThat(queue.take(Lane.OWNER)).isEmpty();
    }
}
