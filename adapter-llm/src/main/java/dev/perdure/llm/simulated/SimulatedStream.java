package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A call whose chunks are due at times; the reader itself waits for them. Waits end on whole
 * milliseconds, so that what many calls wait for wakes their readers together.
 */
final class SimulatedStream implements ModelStream {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Iterator<TimedChunk> chunks;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();
    private boolean stopped;
    private boolean ended;
    private long dueNanos = System.nanoTime();
    private @Nullable TimedChunk pending;

    SimulatedStream(Iterator<TimedChunk> chunks) {
        this.chunks = chunks;
    }

    @Override
    public ModelChunk next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (ended) {
                throw new IllegalStateException("The call has ended; it has no further chunks.");
            }
            TimedChunk next = upcoming();
            awaitDue();
            pending = null;
            ended = next.isLast();
            return next.chunk();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            stopped = true;
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        cancel();
    }

    /** The chunk to deliver next; a wait that was interrupted resumes with the same one. */
    private TimedChunk upcoming() {
        TimedChunk next = pending;
        if (next == null) {
            next = chunks.next();
            pending = next;
            if (next.delay().isPositive()) {
                dueNanos = Math.ceilDiv(dueNanos + next.delay().toNanos(), MILLI) * MILLI;
            }
        }
        return next;
    }

    private void awaitDue() throws InterruptedException {
        long nanos = dueNanos - System.nanoTime();
        while (!stopped && nanos > 0) {
            nanos = stopping.awaitNanos(nanos);
        }
        if (stopped) {
            throw new InterruptedException("The model call was cancelled.");
        }
    }
}
