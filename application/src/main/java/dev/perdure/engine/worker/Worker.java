package dev.perdure.engine.worker;

import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.turn.RunningTurn;
import dev.perdure.engine.turn.TurnRunner;
import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.engine.work.WorkQueue;
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node at work. Every turn runs on a virtual thread of its own; the number of places bounds
 * them. A node that was declared dead stops what it runs and joins again as a new incarnation. One
 * that is to end drains first: it takes nothing new and lets what it runs come to a point where
 * another node can go on.
 */
public final class Worker implements LocalPlaces, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int CLAIM_MAX = 100;
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(2);

    /**
     * Between two looks at the sessions of running turns; a cancel from elsewhere waits so long.
     */
    private static final Duration WATCH = Duration.ofMillis(100);

    /** Hints may promise what this node cannot claim; it must not ask for it without a pause. */
    private static final Duration VAIN_PAUSE = Duration.ofMillis(10);

    private final WorkQueue queue;
    private final TurnRunner runner;
    private final WorkerConfig config;
    private final Timing timing;
    private final Semaphore places;
    private final Map<Claim, RunningTurn> running = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stopping = lock.newCondition();
    private final Semaphore ended = new Semaphore(0);
    private final List<Thread> loops;
    private volatile boolean working;
    private volatile boolean draining;

    /** Whether the last claim found nothing; of the claiming thread. */
    private boolean vain;

    public Worker(WorkQueue queue, TurnRunner runner, WorkerConfig config, Timing timing) {
        this.queue = queue;
        this.runner = runner;
        this.config = config;
        this.timing = timing;
        this.places = new Semaphore(config.places());
        this.loops =
                List.of(
                        loop("perdure-claim", this::claimDue),
                        loop("perdure-heartbeat", this::keepLease),
                        loop("perdure-sweep", this::sweep),
                        loop("perdure-watch", this::watch));
    }

    /** Joins and starts to work. */
    public void start() {
        queue.join();
        working = true;
        loops.forEach(Thread::start);
    }

    @Override
    public boolean reserve() {
        return working && !draining && places.tryAcquire();
    }

    @Override
    public void release() {
        places.release();
    }

    @Override
    public void fill(Claim claim) {
        RunningTurn turn = runner.start(claim);
        running.put(claim, turn);
        timing.thread("perdure-turn", () -> runInPlace(turn)).start();
        if (!working) {
            turn.stop();
        } else if (draining) {
            turn.handOver();
        }
    }

    @Override
    public void nudge(SessionKey session) {
        for (RunningTurn turn : running.values()) {
            if (turn.claim().session().equals(session)) {
                turn.nudge();
            }
        }
    }

    /**
     * Claims no more, and hands every running turn over at its next commit point; returns when none
     * runs. What is still under way after {@code max} is cut, and its turn is handed over as it is:
     * a model call then begins anew elsewhere, and a tool is dealt with as after a crash. The lease
     * is kept meanwhile. Idempotent; to be followed by {@link #close}.
     */
    public void drain(Duration max) {
        if (!working || draining) {
            return;
        }
        draining = true;
        loops.getFirst().interrupt();
        running.values().forEach(RunningTurn::handOver);
        if (!running.isEmpty()) {
            LOG.info("{} turns come to a point to be handed over at.", running.size());
        }
        try {
            if (!awaitNoneRuns(max)) {
                LOG.warn(
                        "{} turns were not there within {}: what they have under way is cut.",
                        running.size(),
                        max);
                running.values().forEach(RunningTurn::stop);
                awaitNoneRuns(STOP_TIME_MAX);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitNoneRuns(Duration max) throws InterruptedException {
        boolean none = timing.tryAcquire(places, config.places(), max);
        if (none) {
            places.release(config.places());
        }
        return none;
    }

    /** Stops claiming, cuts and hands over what runs, and leaves. Idempotent. */
    @Override
    public void close() {
        if (!working) {
            return;
        }
        stopWorking();
        loops.forEach(Thread::interrupt);
        running.values().forEach(RunningTurn::stop);
        try {
            if (!awaitNoneRuns(STOP_TIME_MAX)) {
                LOG.warn("{} turns did not stop in time; they are fenced.", running.size());
            }
            if (!timing.tryAcquire(ended, loops.size(), STOP_TIME_MAX)) {
                LOG.warn("The loops of this node did not stop in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        leave();
    }

    private void stopWorking() {
        lock.lock();
        try {
            working = false;
            stopping.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        try {
            queue.leave();
        } catch (WorkUnavailable outage) {
            LOG.warn("The node could not say that it leaves: {}", outage.getMessage());
        }
    }

    private void runInPlace(RunningTurn turn) {
        try {
            turn.run();
            if (turn.isLeft()) {
                handOver(turn.claim());
            }
        } finally {
            running.remove(turn.claim());
            places.release();
        }
    }

    private void handOver(Claim claim) {
        try {
            queue.handOver(claim);
        } catch (WorkUnavailable outage) {
            LOG.info("Turn {} is left to a sweep: {}", claim.turn(), outage.getMessage());
        }
    }

    private void claimDue() throws InterruptedException {
        if (draining) {
            throw new InterruptedException("The node drains.");
        }
        places.acquire();
        int free = 1;
        int taken = 0;
        try {
            while (free < CLAIM_MAX && places.tryAcquire()) {
                free++;
            }
            for (Claim claim : queue.claim(free)) {
                taken++;
                fill(claim);
            }
        } finally {
            places.release(free - taken);
        }
        if (taken == 0) {
            if (vain) {
                pause(VAIN_PAUSE);
            }
            vain = true;
            queue.awaitDue(config.poll());
        } else {
            vain = false;
        }
    }

    private void keepLease() throws InterruptedException {
        pause(config.heartbeat());
        if (working && !queue.renew()) {
            LOG.warn("This node was declared dead; it stops its turns and joins again.");
            running.values().forEach(RunningTurn::stop);
            queue.join();
        }
    }

    private void sweep() throws InterruptedException {
        queue.sweep();
        pause(config.sweep());
    }

    /** What others write to the sessions of running turns, the hints of the log may not tell. */
    private void watch() throws InterruptedException {
        pause(WATCH);
        if (!running.isEmpty()) {
            runner.nudgeMoved(running.values());
        }
    }

    private void pause(Duration time) throws InterruptedException {
        long end = timing.nanoTime() + time.toNanos();
        lock.lockInterruptibly();
        try {
            long left = time.toNanos();
            while (working && left > 0) {
                boolean more = timing.await(lock, stopping, left);
                left = more ? end - timing.nanoTime() : 0;
            }
        } finally {
            lock.unlock();
        }
    }

    private Thread loop(String name, Round round) {
        return timing.loop(
                name,
                () -> {
                    try {
                        repeat(name, round);
                    } finally {
                        ended.release();
                    }
                });
    }

    @SuppressWarnings("IllegalCatch")
    private void repeat(String name, Round round) {
        while (working) {
            try {
                round.once();
            } catch (InterruptedException stopped) {
                return;
            } catch (WorkUnavailable outage) {
                LOG.warn("{}: {}", name, outage.getMessage());
                waitOut();
            } catch (RuntimeException | Error defect) {
                LOG.error("{} failed and goes on.", name, defect);
                waitOut();
            }
        }
    }

    private void waitOut() {
        try {
            pause(config.sweep());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One round of a loop. */
    @FunctionalInterface
    private interface Round {
        void once() throws InterruptedException;
    }
}
