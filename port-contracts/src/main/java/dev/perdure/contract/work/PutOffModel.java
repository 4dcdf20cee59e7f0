package dev.perdure.contract.work;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that puts off, once, everybody who says so, and answers else. */
final class PutOffModel implements ModelClient {

    static final ModelRef NAME = new ModelRef("busy");

    private final Duration pause;
    private final Set<String> putOff = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();

    PutOffModel(Duration pause) {
        this.pause = pause;
    }

    int calls() {
        return calls.get();
    }

    int underWay() {
        return underWay.get();
    }

    /** Those that ever called. */
    Set<Thread> threads() {
        return Set.copyOf(threads);
    }

    /** Whether the thread ends by itself; one that is about to has a moment. */
    static boolean isOver(Thread thread) {
        try {
            return thread.join(Duration.ofMinutes(1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean serves(ModelRef model) {
        return model.equals(NAME);
    }

    @Override
    public List<ModelRef> models() {
        return List.of(NAME);
    }

    @Override
    public ModelStream open(ModelRequest request) {
        calls.incrementAndGet();
        underWay.incrementAndGet();
        threads.add(Thread.currentThread());
        String said = said(request);
        Deque<ModelChunk> chunks = new ArrayDeque<>();
        if (said.startsWith("wait") && putOff.add(said)) {
            chunks.add(
                    new ModelChunk.Failed(
                            new ModelFailure(
                                    FailureKind.RATE_LIMITED,
                                    new NextMove.RetryAfter(pause),
                                    "Too many ask.")));
        } else {
            chunks.add(new ModelChunk.Started(NAME.name()));
            chunks.add(new ModelChunk.TextDelta("Yes."));
            chunks.add(new ModelChunk.Finished(FinishReason.STOP));
        }
        return new Answer(chunks);
    }

    private static String said(ModelRequest request) {
        TranscriptItem last = request.transcript().getLast();
        return last instanceof TranscriptItem.Said said ? said.message().text() : "";
    }

    private final class Answer implements ModelStream {

        private final Deque<ModelChunk> chunks;
        private boolean closed;

        Answer(Deque<ModelChunk> chunks) {
            this.chunks = chunks;
        }

        @Override
        public ModelChunk next() {
            return chunks.removeFirst();
        }

        @Override
        public void cancel() {
            close();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                underWay.decrementAndGet();
            }
        }
    }
}
