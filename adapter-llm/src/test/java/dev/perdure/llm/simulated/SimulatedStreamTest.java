package dev.perdure.llm.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SimulatedStreamTest {

    private static final String TEN_MINUTES = "{\"first_delta_ms\":600000}";

    private final SimulatedModels models = SimulatedModels.create();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void chunks_arrive_no_earlier_than_they_are_due() throws InterruptedException {
        long before = System.nanoTime();
        ModelStream stream = open("{\"first_delta_ms\":20,\"delta_ms\":20,\"words\":5}");
        ModelChunk chunk = stream.next();
        while (!(chunk instanceof ModelChunk.Finished)) {
            chunk = stream.next();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    /** A machine that stalls while it reads proves nothing, so it may read a slower answer. */
    @Test
    void a_reader_that_was_late_gets_what_is_due_at_once() throws Exception {
        boolean atOnce = false;
        for (int pause = 10; pause <= 160 && !atOnce; pause *= 2) {
            atOnce = readLate(pause) < TimeUnit.MILLISECONDS.toNanos(40L * pause);
        }

        // Waited for one after the other they would take at least 49 pauses each time.
        assertThat(atOnce).isTrue();
    }

    /** How long it takes to read 49 words when all of them are due. */
    private long readLate(int pauseMillis) throws InterruptedException {
        ModelStream stream =
                open("{\"first_delta_ms\":1,\"delta_ms\":" + pauseMillis + ",\"words\":50}");
        stream.next();
        stream.next();
        long start = System.nanoTime();
        while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(52L * pauseMillis)) {
            Thread.onSpinWait();
        }
        long before = System.nanoTime();
        for (int i = 0; i < 49; i++) {
            assertThat(stream.next()).isInstanceOf(ModelChunk.TextDelta.class);
        }
        return System.nanoTime() - before;
    }

    @Test
    void a_cancel_wakes_a_reader_that_waits_for_the_next_word() throws Exception {
        ModelStream stream = open(TEN_MINUTES);
        stream.next();
        Future<ModelChunk> waiting = waitingReader(stream);

        stream.cancel();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void a_close_wakes_a_waiting_reader_as_a_cancel_does() throws Exception {
        ModelStream stream = open(TEN_MINUTES);
        stream.next();
        Future<ModelChunk> waiting = waitingReader(stream);

        stream.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(60, TimeUnit.SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void nothing_is_read_from_a_cancelled_call_even_if_it_is_due() {
        ModelStream stream = open("{}");
        stream.cancel();
        stream.cancel();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(stream::next);
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(stream::next);
        stream.close();
        stream.close();
    }

    @Test
    void an_interrupted_reader_loses_no_chunk() throws Exception {
        ModelStream stream = open("{\"first_delta_ms\":5000,\"words\":1}");
        stream.next();
        CompletableFuture<Thread> reader = new CompletableFuture<>();
        Future<ModelChunk> interrupted = waitingReader(stream, reader);
        reader.get().interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> interrupted.get(60, TimeUnit.SECONDS))
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(stream.next()).isInstanceOf(ModelChunk.TextDelta.class);
    }

    @Test
    void an_ended_call_has_no_further_chunks() throws InterruptedException {
        ModelStream stream = open("7");
        assertThat(stream.next()).isInstanceOf(ModelChunk.Failed.class);

        assertThatIllegalStateException().isThrownBy(stream::next);
    }

    private Future<ModelChunk> waitingReader(ModelStream stream) throws Exception {
        return waitingReader(stream, new CompletableFuture<>());
    }

    private Future<ModelChunk> waitingReader(ModelStream stream, CompletableFuture<Thread> reader)
            throws Exception {
        Future<ModelChunk> next =
                threads.submit(() -> {
                    reader.complete(Thread.currentThread());
                    return stream.next();
                });
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (reader.get().getState() != Thread.State.TIMED_WAITING) {
            assertThat(System.nanoTime()).as("the reader waits").isLessThan(deadline);
            Thread.onSpinWait();
        }
        return next;
    }

    private ModelStream open(String settings) {
        return models.open(Conversations.asking("Hi").settings(settings).request());
    }
}
