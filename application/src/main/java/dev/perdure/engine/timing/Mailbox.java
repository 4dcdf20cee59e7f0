package dev.perdure.engine.timing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What arrives for a thread that waits for it, in order. Without a bound. Thread-safe. */
public final class Mailbox<T> {

    private final Timing timing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<T> letters = new ArrayDeque<>();

    public Mailbox(Timing timing) {
        this.timing = timing;
    }

    public void put(T letter) {
        lock.lock();
        try {
            letters.addLast(letter);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Leaves a letter unless an equal one lies there already. */
    public void putOnce(T letter) {
        lock.lock();
        try {
            if (!letters.contains(letter)) {
                letters.addLast(letter);
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves a letter to be taken before all others. */
    public void putFirst(T letter) {
        lock.lock();
        try {
            letters.addFirst(letter);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next letter; null when {@code nanos} pass first. */
    public @Nullable T take(long nanos) throws InterruptedException {
        long end = timing.nanoTime() + nanos;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (letters.isEmpty() && left > 0) {
                boolean more = timing.await(lock, arrived, left);
                left = more ? end - timing.nanoTime() : 0;
            }
            return letters.pollFirst();
        } finally {
            lock.unlock();
        }
    }
}
