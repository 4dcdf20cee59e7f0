package dev.perdure.llm.provider;

import dev.perdure.egress.AnswerHeaders;
import dev.perdure.egress.BodyPiece;
import dev.perdure.egress.EgressAnswer;
import dev.perdure.egress.EgressCall;
import dev.perdure.egress.EgressFailure;
import dev.perdure.egress.sse.OverlongEvent;
import dev.perdure.egress.sse.SseEvent;
import dev.perdure.egress.sse.SseReader;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.json.JsonLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * One answer, decoded by the thread that reads it. Silence is counted in chunks, not in bytes: a
 * server that only sends comments to keep the connection open is silent.
 */
final class AnswerStream implements ModelStream {

    private static final int EVENT_BYTES_MAX = JsonLimits.DEFAULT_MAX_BYTES;
    private static final int REFUSAL_BYTES_MAX = 64 * 1024;
    private static final Duration REFUSAL_PATIENCE = Duration.ofSeconds(5);
    private static final Duration USAGE_PATIENCE = Duration.ofSeconds(2);

    private final EgressCall call;
    private final AnswerDecoder decoder;
    private final Failures failures;
    private final ModelTimeouts timeouts;
    private final SseReader events = new SseReader(EVENT_BYTES_MAX);
    private final Deque<ModelChunk> pending = new ArrayDeque<>();
    private long quietSince = System.nanoTime();
    private boolean begun;
    private boolean started;
    private boolean heard;
    private boolean ended;
    private volatile boolean cancelled;

    AnswerStream(
            EgressCall call, AnswerDecoder decoder, Failures failures, ModelTimeouts timeouts) {
        this.call = call;
        this.decoder = decoder;
        this.failures = failures;
        this.timeouts = timeouts;
    }

    @Override
    public ModelChunk next() throws InterruptedException {
        if (ended) {
            throw new IllegalStateException("The call has ended; it has no further chunks.");
        }
        while (pending.isEmpty() && !cancelled) {
            advance();
        }
        if (cancelled) {
            throw new InterruptedException("The model call was cancelled.");
        }
        ModelChunk next = pending.remove();
        ended = next instanceof ModelChunk.Finished || next instanceof ModelChunk.Failed;
        return next;
    }

    @Override
    public void cancel() {
        cancelled = true;
        call.close();
    }

    @Override
    public void close() {
        cancel();
    }

    private void advance() throws InterruptedException {
        if (begun) {
            read();
        } else {
            begin();
        }
    }

    private void begin() throws InterruptedException {
        switch (call.answer(patience())) {
            case EgressAnswer.Failed failed -> fail(failures.of(failed.failure()));
            case EgressAnswer.Begun answer -> {
                if (answer.status() == 200 && isEventStream(answer.headers())) {
                    begun = true;
                } else {
                    byte[] words = call.readAtMost(REFUSAL_BYTES_MAX, REFUSAL_PATIENCE);
                    fail(failures.ofAnswer(answer.status(), answer.headers(), words));
                }
            }
        }
    }

    private void read() throws InterruptedException {
        Duration left = patience();
        boolean finishing = decoder.isFinishing();
        if (left.isZero()) {
            fail(failures.silent(heard ? timeouts.betweenChunks() : timeouts.firstChunk()));
            return;
        }
        switch (call.read(
                finishing && left.compareTo(USAGE_PATIENCE) > 0 ? USAGE_PATIENCE : left)) {
            case BodyPiece.Bytes piece -> decode(piece.bytes());
            case BodyPiece.End end -> hand(decoder.endOfStream());
            case BodyPiece.Failed failed -> lost(failed.failure());
        }
    }

    private void decode(ByteBuffer bytes) {
        try {
            for (SseEvent event : events.read(bytes)) {
                if (!decoder.isOver()) {
                    hand(decoder.decode(event));
                }
            }
        } catch (OverlongEvent overlong) {
            fail(failures.garbled("sent an event without an end"));
        }
        if (decoder.isOver()) {
            call.release();
        }
        if (!pending.isEmpty() && !(pending.getLast() instanceof ModelChunk.Started)) {
            quietSince = System.nanoTime();
            heard = true;
        }
    }

    /** What the server had finished is whole, even when nothing is heard of it any more. */
    private void lost(EgressFailure failure) {
        if (decoder.isFinishing()) {
            hand(decoder.endOfStream());
        } else {
            fail(failures.of(failure));
        }
    }

    /** What was counted goes before the end, whichever it is. */
    private void hand(List<ModelChunk> chunks) {
        for (ModelChunk chunk : chunks) {
            started = started || chunk instanceof ModelChunk.Started;
            boolean end =
                    chunk instanceof ModelChunk.Finished || chunk instanceof ModelChunk.Failed;
            if (end && started) {
                decoder.usage().map(ModelChunk.UsageReported::new).ifPresent(pending::add);
            }
            pending.add(chunk);
        }
    }

    private void fail(ModelChunk.Failed failed) {
        hand(List.of(failed));
        call.close();
    }

    private Duration patience() {
        Duration bound = heard ? timeouts.betweenChunks() : timeouts.firstChunk();
        long left = bound.toNanos() - (System.nanoTime() - quietSince);
        return Duration.ofNanos(Math.max(0, left));
    }

    private static boolean isEventStream(AnswerHeaders headers) {
        return headers.first("content-type")
                .map(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
                .orElse(false);
    }
}
