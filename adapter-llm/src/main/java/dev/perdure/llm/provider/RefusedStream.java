package dev.perdure.llm.provider;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.ModelFailure;

/** A call that was never sent; its one chunk says why. */
final class RefusedStream implements ModelStream {

    private final ModelChunk.Failed failed;
    private volatile boolean cancelled;
    private boolean ended;

    RefusedStream(ModelFailure failure) {
        this.failed = new ModelChunk.Failed(failure, false);
    }

    @Override
    public ModelChunk next() throws InterruptedException {
        if (ended) {
            throw new IllegalStateException("The call has ended; it has no further chunks.");
        }
        if (cancelled) {
            throw new InterruptedException("The model call was cancelled.");
        }
        ended = true;
        return failed;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        cancel();
    }
}
