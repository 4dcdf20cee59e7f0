package dev.perdure.engine.timing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads of a node and the way they wait. Whatever the engine starts is started, and whatever
 * it waits for at most so long is waited for, through this port; waits without a bound need none.
 * Time measured here is real and ends up in no fact. Thread-safe.
 */
public interface Timing {

    /** A thread for one turn, effect or tool run, not started. There may be very many of them. */
    Thread thread(String name, Runnable task);

    /** A thread for as long as the node works, not started. There are few of them. */
    Thread loop(String name, Runnable task);

    /** Nanoseconds since some moment, never less than before; only differences say anything. */
    long nanoTime();

    /**
     * Waits to be signalled, at most {@code nanos}; may return early and for no reason.
     *
     * @param lock held by the caller, and the one that {@code signal} belongs to
     * @return false when the time is up
     */
    boolean await(ReentrantLock lock, Condition signal, long nanos) throws InterruptedException;

    /** Takes so many permits; false, with none taken, when {@code max} passes first. */
    boolean tryAcquire(Semaphore permits, int count, Duration max) throws InterruptedException;

    /** Threads of this Java, which wait in real time. */
    static Timing system() {
        return new SystemTiming();
    }
}
