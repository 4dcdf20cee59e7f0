package dev.perdure.engine.rig;

import dev.perdure.engine.timing.Timing;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The threads of this Java, for whose turns and tools time passes so slowly that what is granted
 * them for a moment is enough on any machine. The loops of a node keep to real time.
 */
public final class PatientTiming implements Timing {

    private static final int SLOWER = 1000;

    private final Timing real = Timing.system();
    private final Set<Thread> loops = ConcurrentHashMap.newKeySet();
    private final long origin = real.nanoTime();

    @Override
    public Thread thread(String name, Runnable task) {
        return real.thread(name, task);
    }

    @Override
    public Thread loop(String name, Runnable task) {
        Thread loop = real.loop(name, task);
        loops.add(loop);
        return loop;
    }

    @Override
    public long nanoTime() {
        return (real.nanoTime() - origin) / slower();
    }

    @Override
    public boolean await(ReentrantLock lock, Condition signal, long nanos)
            throws InterruptedException {
        return real.await(lock, signal, Math.multiplyExact(nanos, slower()));
    }

    @Override
    public boolean tryAcquire(Semaphore permits, int count, Duration max)
            throws InterruptedException {
        return real.tryAcquire(permits, count, max.multipliedBy(slower()));
    }

    private int slower() {
        return loops.contains(Thread.currentThread()) ? 1 : SLOWER;
    }
}
