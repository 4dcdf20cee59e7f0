package dev.perdure.persistence.hint;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Says that a turn may be due. What was said while nobody waited is not lost. Thread-safe. */
public final class DueSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition said = lock.newCondition();
    private boolean due;

    public void say() {
        lock.lock();
        try {
            due = true;
            said.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** To be called before looking for due turns: what is said from here on ends the next wait. */
    public void reset() {
        lock.lock();
        try {
            due = false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a word that nobody has waited for yet. */
    public void await(Duration max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = max.toNanos();
            while (!due && left > 0) {
                left = said.awaitNanos(left);
            }
            due = false;
        } finally {
            lock.unlock();
        }
    }
}
