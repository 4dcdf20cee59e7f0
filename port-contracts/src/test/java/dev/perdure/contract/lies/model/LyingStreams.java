package dev.perdure.contract.lies.model;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.model.FailureKind;
import java.util.List;

/** Streams that go wrong in how they wait and end. */
final class LyingStreams {

    private LyingStreams() {}

    static final class ThrowsFailures extends ScriptedStream {

        ThrowsFailures(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            ModelChunk next = super.next();
            if (next instanceof ModelChunk.Failed failed) {
                throw new IllegalStateException(failed.failure().detail());
            }
            return next;
        }
    }

    static final class OtherFailure extends ScriptedStream {

        OtherFailure(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            ModelChunk next = super.next();
            return next instanceof ModelChunk.Failed
                    ? ScriptedModel.failed(FailureKind.TRANSPORT)
                    : next;
        }
    }

    static final class Uncancellable extends ScriptedStream {

        Uncancellable(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {
            stop();
        }
    }

    static final class CancelsWaitingOnly extends ScriptedStream {

        private boolean read;

        CancelsWaitingOnly(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            read = true;
            return super.next();
        }

        @Override
        public void cancel() {
            if (read) {
                super.cancel();
            }
        }
    }

    static final class CancelsOnce extends ScriptedStream {

        private boolean cancelled;

        CancelsOnce(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public void cancel() {
            if (cancelled) {
                throw new IllegalStateException("cancelled before");
            }
            cancelled = true;
            super.cancel();
        }
    }

    static final class ClosesQuietly extends ScriptedStream {

        ClosesQuietly(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public void close() {}
    }

    static final class NotClosableAtEnd extends ScriptedStream {

        private boolean ended;

        NotClosableAtEnd(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            ModelChunk next = super.next();
            ended = next instanceof ModelChunk.Finished;
            return next;
        }

        @Override
        public void close() {
            if (ended) {
                throw new IllegalStateException("ended before");
            }
            super.close();
        }
    }

    static final class Uninterruptible extends ScriptedStream {

        Uninterruptible(List<ModelChunk> chunks, ModelTimeouts timeouts) {
            super(chunks, timeouts);
        }

        @Override
        public ModelChunk next() throws InterruptedException {
            try {
                return super.next();
            } catch (InterruptedException interrupted) {
                if (isCancelled()) {
                    throw interrupted;
                }
                return new ModelChunk.TextDelta("what was that?");
            }
        }
    }
}
