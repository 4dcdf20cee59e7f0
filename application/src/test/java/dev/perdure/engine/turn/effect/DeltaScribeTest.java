package dev.perdure.engine.turn.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.Epoch;
import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.StreamVersion;
import dev.perdure.message.MessageId;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeltaScribeTest {

    private static final TurnId TURN = new TurnId(new UUID(1, 1));
    private static final MessageId MESSAGE = new MessageId(new UUID(1, 2));
    private static final Claim CLAIM =
            new Claim(
                    new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(1, 3))),
                    TURN,
                    new Epoch(4));
    private static final StreamVersion KNOWN = new StreamVersion(5);

    private final SlowLog log = new SlowLog();
    private final AtomicInteger moved = new AtomicInteger();
    private final DeltaScribe scribe = new DeltaScribe(log, CLAIM, KNOWN, moved::incrementAndGet);
    private int written;

    @Test
    void what_arrives_during_an_append_is_joined_into_the_next_one() throws Exception {
        write("a");
        write("b");
        write("c");
        assertThat(log.begun()).isOne();

        assertThat(log.commit(KNOWN)).containsExactly(output(0, "a"));
        assertThat(log.commit(KNOWN)).containsExactly(output(1, "bc"));
        scribe.drain();
    }

    @Test
    void text_and_thinking_are_not_joined() throws Exception {
        write("a");
        scribe.write(new Delta.ThinkingDelta(TURN, MESSAGE, 0, "hm"));
        write("b");
        write("c");

        log.commit(KNOWN);
        assertThat(log.commit(KNOWN))
                .containsExactly(new Delta.ThinkingDelta(TURN, MESSAGE, 0, "hm"), output(1, "bc"));
        scribe.drain();
    }

    @Test
    void every_append_is_guarded_by_the_claim() throws Exception {
        write("a");

        assertThat(log.next().batch())
                .isEqualTo(
                        Batch.of(
                                CLAIM.session(),
                                new Guard.Owned(CLAIM.epoch()),
                                List.of(output(0, "a"))));
    }

    @Test
    void draining_waits_until_everything_is_committed() throws Exception {
        write("a");
        write("b");
        Background drained = new Background(() -> scribe.drain());

        log.commit(KNOWN);
        drained.awaitBlocked();
        log.commit(KNOWN);

        drained.await();
    }

    @Test
    void a_model_faster_than_the_log_is_held_back() throws Exception {
        write("a");
        write("x".repeat(DeltaScribe.PENDING_CHARACTERS_MAX + 1));
        Background held = new Background(() -> write("y"));
        held.awaitBlocked();

        log.commit(KNOWN);

        held.await();
    }

    @Test
    void the_owner_is_told_once_of_a_fact_it_has_not_seen() throws Exception {
        write("a");
        write("b");
        log.commit(KNOWN);
        assertThat(moved).hasValue(0);

        write("c");
        log.commit(KNOWN.next());
        log.commit(KNOWN.next());

        scribe.drain();
        assertThat(moved).hasValue(1);
    }

    @Test
    void an_append_that_was_refused_or_failed_ends_the_writing() throws Exception {
        write("a");
        write("b");
        log.next().outcome().complete(List.of(new AppendOutcome.Fenced(CLAIM.epoch().next())));

        assertThatThrownBy(scribe::drain).isInstanceOf(ClaimLost.class);
        assertThatThrownBy(() -> write("c")).isInstanceOf(ClaimLost.class);
        assertThat(log.begun()).isOne();
    }

    @Test
    void an_outage_ends_the_writing_and_is_the_cause() throws Exception {
        write("a");
        LogUnavailable outage = new LogUnavailable("away", new IllegalStateException());
        log.next().outcome().completeExceptionally(outage);

        assertThatThrownBy(scribe::drain)
                .isInstanceOf(ClaimLost.class)
                .hasRootCause(outage.getCause());
    }

    @Test
    void whoever_waits_for_the_model_is_told_at_once_that_a_piece_was_not_written()
            throws Exception {
        AtomicInteger told = new AtomicInteger();
        scribe.whenLost(told::incrementAndGet);
        write("a");
        log.commit(KNOWN);
        write("b");
        assertThat(told).hasValue(0);

        log.next().outcome().complete(List.of(new AppendOutcome.Fenced(CLAIM.epoch().next())));

        assertThat(told).hasValue(1);
    }

    @Test
    void a_log_that_throws_does_not_leave_the_writer_waiting() throws Exception {
        EventAppender throwing =
                group -> {
                    throw new IllegalStateException("a defect");
                };
        DeltaScribe over = new DeltaScribe(throwing, CLAIM, KNOWN, moved::incrementAndGet);
        over.write(output(0, "a"));

        assertThatThrownBy(over::drain).isInstanceOf(ClaimLost.class);
        over.close();
    }

    @Test
    void closing_waits_for_the_append_under_way_and_lets_none_follow() throws Exception {
        write("a");
        write("b");
        Background closed = new Background(() -> scribe.close());
        closed.awaitBlocked();

        log.commit(KNOWN);

        closed.await();
        assertThat(log.begun()).isOne();
        assertThatThrownBy(() -> write("c")).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(scribe::drain).isInstanceOf(InterruptedException.class);
        assertThat(log.begun()).isOne();
    }

    @Test
    void closing_wakes_a_writer_that_is_held_back() throws Exception {
        write("a");
        write("x".repeat(DeltaScribe.PENDING_CHARACTERS_MAX + 1));
        Background held = new Background(() -> write("y"));
        held.awaitBlocked();
        Background closing = new Background(scribe::close);

        assertThatThrownBy(held::await)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        log.commit(KNOWN);
        closing.await();
        scribe.close();
    }

    @Test
    void a_refusal_wakes_a_writer_that_is_held_back() throws Exception {
        write("a");
        write("x".repeat(DeltaScribe.PENDING_CHARACTERS_MAX + 1));
        Background held = new Background(() -> write("y"));
        held.awaitBlocked();

        log.next().outcome().complete(List.of(new AppendOutcome.NoSuchStream()));

        assertThatThrownBy(held::await)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ClaimLost.class);
    }

    private void write(String text) throws InterruptedException {
        scribe.write(output(written, text));
        written += text.length();
    }

    private static Delta output(int at, String text) {
        return new Delta.OutputDelta(TURN, MESSAGE, at, text);
    }

    /** Something that may block. */
    @FunctionalInterface
    private interface Blocking {
        void run() throws InterruptedException;
    }

    /** Something that blocks on a thread of its own. */
    private static final class Background {

        private final FutureTask<Boolean> task;
        private final Thread thread;

        Background(Blocking blocking) {
            this.task =
                    new FutureTask<>(() -> {
                        blocking.run();
                        return true;
                    });
            this.thread = Thread.ofVirtual().start(task);
        }

        void awaitBlocked() {
            Await.until("it waits", () -> thread.getState() == Thread.State.WAITING);
        }

        void await() throws Exception {
            task.get(60, TimeUnit.SECONDS);
        }
    }

    /** A log that says what became of an append when the test says so. */
    private static final class SlowLog implements EventAppender {

        private record Begun(Batch batch, CompletableFuture<List<AppendOutcome>> outcome) {}

        private final BlockingQueue<Begun> underWay = new LinkedBlockingQueue<>();
        private final AtomicInteger begun = new AtomicInteger();

        @Override
        public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
            Begun append = new Begun(group.getFirst(), new CompletableFuture<>());
            begun.incrementAndGet();
            underWay.add(append);
            return append.outcome();
        }

        int begun() {
            return begun.get();
        }

        Begun next() throws InterruptedException {
            Begun append = underWay.poll(60, TimeUnit.SECONDS);
            if (append == null) {
                throw new AssertionError("nothing is being appended");
            }
            return append;
        }

        /** Commits the append under way and answers what it wrote. */
        List<Entry> commit(StreamVersion version) throws InterruptedException {
            Begun append = next();
            append.outcome()
                    .complete(List.of(new AppendOutcome.Appended(List.of(), version, null)));
            return append.batch().entries();
        }
    }
}
