package dev.perdure.engine.timing;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

final class SystemTiming implements Timing {

    @Override
    public Thread thread(String name, Runnable task) {
        return Thread.ofVirtual().name(name).unstarted(task);
    }

    @Override
    public Thread loop(String name, Runnable task) {
        return Thread.ofPlatform().name(name).daemon().unstarted(task);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop")
    public boolean await(ReentrantLock lock, Condition signal, long nanos)
            throws InterruptedException {
        return signal.awaitNanos(nanos) > 0;
    }

    @Override
    public boolean tryAcquire(Semaphore permits, int count, Duration max)
            throws InterruptedException {
        return permits.tryAcquire(count, max.toNanos(), TimeUnit.NANOSECONDS);
    }
}
