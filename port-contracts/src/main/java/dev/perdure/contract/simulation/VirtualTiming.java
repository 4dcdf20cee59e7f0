package dev.perdure.contract.simulation;

import dev.perdure.engine.timing.Timing;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The threads of one life, and the time of the world. */
record VirtualTiming(Carrier carrier, Life life) implements Timing {

    private static final Duration LOOK = Duration.ofMillis(20);

    @Override
    public Thread thread(String name, Runnable task) {
        return carrier.thread(life, name, task);
    }

    @Override
    public Thread loop(String name, Runnable task) {
        return carrier.thread(life, name, task);
    }

    @Override
    public long nanoTime() {
        return carrier.now();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop")
    public boolean await(ReentrantLock lock, Condition signal, long nanos)
            throws InterruptedException {
        long end = carrier.now() + nanos;
        Carrier.Alarm alarm =
                carrier.after(
                        life,
                        nanos,
                        () -> carrier.thread(life, "alarm", () -> wake(lock, signal)).start());
        try {
            signal.await();
        } finally {
            alarm.turnOff();
        }
        return carrier.now() < end;
    }

    @Override
    public boolean tryAcquire(Semaphore permits, int count, Duration max)
            throws InterruptedException {
        long end = carrier.now() + max.toNanos();
        while (!permits.tryAcquire(count)) {
            if (carrier.now() >= end) {
                return false;
            }
            carrier.sleep(life, LOOK);
        }
        return true;
    }

    private static void wake(ReentrantLock lock, Condition signal) {
        lock.lock();
        try {
            signal.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
