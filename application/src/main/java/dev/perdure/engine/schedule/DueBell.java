package dev.perdure.engine.schedule;

import dev.perdure.engine.timing.Timing;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells the timer of this node that something may be due sooner than it thinks. Thread-safe. */
public final class DueBell {

    private final Timing timing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean ringing;

    public DueBell(Timing timing) {
        this.timing = timing;
    }

    void ring() {
        lock.lock();
        try {
            ringing = true;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it rings, or has rung since the last wait, at most {@code max}. */
    void await(Duration max) throws InterruptedException {
        long end = timing.nanoTime() + max.toNanos();
        lock.lockInterruptibly();
        try {
            long left = max.toNanos();
            while (!ringing && left > 0) {
                boolean more = timing.await(lock, rung, left);
                left = more ? end - timing.nanoTime() : 0;
            }
            ringing = false;
        } finally {
            lock.unlock();
        }
    }
}
