package dev.perdure.persistence.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows a flush, one after the other and in the order of the flushes, on a virtual thread:
 * the next flush does not wait for followers and writers to be told of this one, and a virtual
 * thread wakes others at a fraction of what a platform thread pays for it. Thread-safe.
 */
final class Aftermath {

    private static final Logger LOG = LoggerFactory.getLogger(Aftermath.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    void add(Runnable step) {
        lock.lock();
        try {
            waiting.addLast(step);
            if (!running) {
                running = true;
                Thread.startVirtualThread(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything that was added is done, at most so long. */
    void await(Duration max) {
        long left = max.toNanos();
        boolean interrupted = false;
        lock.lock();
        try {
            while (running && left > 0) {
                try {
                    left = over.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = 0;
                }
            }
        } finally {
            lock.unlock();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Runnable step = next();
        while (step != null) {
            take(step);
            step = next();
        }
    }

    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable step = waiting.pollFirst();
            if (step == null) {
                running = false;
                over.signalAll();
            }
            return step;
        } finally {
            lock.unlock();
        }
    }

    /** Whatever went wrong, the steps behind it are taken. */
    @SuppressWarnings("IllegalCatch")
    private static void take(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error defect) {
            LOG.error("What follows a flush failed by a defect", defect);
        }
    }
}
