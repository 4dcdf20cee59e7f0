package dev.perdure.contract.lies.model;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.model.FailureKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Yields its chunks, then nothing until it is cancelled or has been silent for too long. */
class ScriptedStream implements ModelStream {

    private final Deque<ModelChunk> chunks;
    private final ModelTimeouts timeouts;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    ScriptedStream(List<ModelChunk> chunks, ModelTimeouts timeouts) {
        this.chunks = new ArrayDeque<>(chunks);
        this.timeouts = timeouts;
    }

    @Override
    public ModelChunk next() throws InterruptedException {
        ModelChunk next = chunks.poll();
        long nanos = next == null ? timeouts.betweenChunks().toNanos() : 0;
        if (cancelled.await(nanos, TimeUnit.NANOSECONDS)) {
            throw new InterruptedException("cancelled");
        }
        return next == null ? ScriptedModel.failed(FailureKind.STALLED) : next;
    }

    @Override
    public void cancel() {
        stop();
    }

    final void stop() {
        cancelled.countDown();
    }

    final boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    @Override
    public void close() {
        cancel();
    }
}
