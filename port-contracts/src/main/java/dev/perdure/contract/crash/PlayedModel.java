package dev.perdure.contract.crash;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model that does as the last message says, on every node of a world. */
final class PlayedModel implements ModelClient {

    static final ModelRef NAME = new ModelRef("played");

    /** The same, but for what makes the first one falter. */
    static final ModelRef OTHER = new ModelRef("played-other");

    private static final ModelChunk STALLED =
            new ModelChunk.Failed(
                    new ModelFailure(
                            FailureKind.STALLED, new NextMove.RetryNow(), "It fell silent."));

    private final AtomicBoolean asked = new AtomicBoolean();

    @Override
    public boolean serves(ModelRef model) {
        return model.equals(NAME) || model.equals(OTHER);
    }

    @Override
    public List<ModelRef> models() {
        return List.of(NAME);
    }

    @Override
    public ModelStream open(ModelRequest request) {
        return new Playing(
                Wish.of(request).script(asked.compareAndSet(false, true)), request.timeouts());
    }

    /** One call. */
    private static final class Playing implements ModelStream {

        private final Deque<ModelChunk> chunks;
        private final ModelTimeouts timeouts;
        private final CountDownLatch stopped = new CountDownLatch(1);
        private boolean begun;

        Playing(Script script, ModelTimeouts timeouts) {
            this.timeouts = timeouts;
            this.chunks = new ArrayDeque<>(script.chunks());
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            Duration patience = begun ? timeouts.betweenChunks() : timeouts.firstChunk();
            begun = true;
            if (stopped.getCount() > 0 && !chunks.isEmpty()) {
                return chunks.removeFirst();
            }
            if (stopped.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException();
            }
            return STALLED;
        }

        @Override
        public void cancel() {
            stopped.countDown();
        }

        @Override
        public void close() {
            stopped.countDown();
        }
    }
}
