package dev.perdure.engine.schedule;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.timing.Timing;
import dev.perdure.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a node that fires schedules. It sleeps until the next one is due, or is told of
 * another by {@link DueBell}; what other nodes add it finds within {@link #LOOK}. Any number of
 * nodes may have one: what is taken by one is not handed to another.
 */
public final class ScheduleTimer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduleTimer.class);

    /** Between two looks at what is due, at most. */
    public static final Duration LOOK = Duration.ofSeconds(5);

    /** So long has a node to fire what it took; if it dies, another one does after it. */
    public static final Duration HOLD = Duration.ofSeconds(10);

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);
    private static final Duration STOP_TIME_MAX = Duration.ofSeconds(2);
    private static final int TAKEN_MAX = 20;

    /** After so many in one round it is not about one session any more. */
    private static final int OUTAGES_MAX = 3;

    private final ScheduleStore store;
    private final FireSchedule fire;
    private final DueBell bell;
    private final InstantSource clock;
    private final Timing timing;
    private final Thread thread;
    private final Semaphore ended = new Semaphore(0);

    /** What is to be fired; of the timer's thread alone. */
    private final Deque<Schedule> taken = new ArrayDeque<>();

    private volatile boolean started;
    private volatile boolean closed;

    public ScheduleTimer(
            ScheduleStore store,
            FireSchedule fire,
            DueBell bell,
            InstantSource clock,
            Timing timing) {
        this.store = store;
        this.fire = fire;
        this.bell = bell;
        this.clock = clock;
        this.timing = timing;
        this.thread =
                timing.loop(
                        "perdure-schedules",
                        () -> {
                            try {
                                run();
                            } finally {
                                ended.release();
                            }
                        });
    }

    public void start() {
        started = true;
        thread.start();
    }

    /** Fires no more; what is being fired is cut. Idempotent. */
    @Override
    public void close() {
        if (closed || !started) {
            closed = true;
            return;
        }
        closed = true;
        thread.interrupt();
        try {
            if (!timing.tryAcquire(ended, 1, STOP_TIME_MAX)) {
                LOG.warn("The timer of schedules did not stop in time.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("IllegalCatch")
    private void run() {
        while (!closed) {
            try {
                bell.await(untilNext(round()));
            } catch (InterruptedException stopped) {
                return;
            } catch (StoreUnavailable | LogUnavailable outage) {
                LOG.warn("Schedules are fired later: {}", outage.getMessage());
                waitOut();
            } catch (RuntimeException | Error defect) {
                LOG.error("Firing schedules failed and goes on.", defect);
                waitOut();
            }
        }
    }

    /**
     * Fires what is due now. An outage is thrown when others were tried as well; what it kept from
     * being fired is still there the next time.
     *
     * @return when more may be due; absent when nothing is known to be
     */
    @Nullable Instant round() {
        Instant now = clock.instant();
        ScheduleStore.Due due = store.takeDue(now, HOLD, TAKEN_MAX);
        for (Schedule schedule : due.schedules()) {
            taken.removeIf(earlier -> earlier.id().equals(schedule.id()));
            taken.add(schedule);
        }
        Instant next = due.schedules().size() == TAKEN_MAX ? now : due.next();
        return earlier(next, fireTaken());
    }

    private @Nullable Instant fireTaken() {
        Instant next = null;
        RuntimeException outage = null;
        int outages = 0;
        for (int left = taken.size(); left > 0 && outages < OUTAGES_MAX && !closed; left--) {
            Schedule schedule = taken.removeFirst();
            try {
                next = earlier(next, fireAlone(schedule));
            } catch (StoreUnavailable | LogUnavailable met) {
                taken.add(schedule);
                outage = met;
                outages++;
            }
        }
        if (outage != null) {
            throw outage;
        }
        return next;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** One that cannot be fired keeps no other one waiting. */
    @SuppressWarnings("IllegalCatch")
    private @Nullable Instant fireAlone(Schedule schedule) {
        try {
            return fire.fire(schedule);
        } catch (StoreUnavailable | LogUnavailable outage) {
            throw outage;
        } catch (RuntimeException defect) {
            LOG.error("The schedule {} cannot be fired.", schedule.id(), defect);
            fire.rest(schedule);
            return null;
        }
    }

    private Duration untilNext(@Nullable Instant next) {
        if (next == null) {
            return LOOK;
        }
        Duration left = Duration.between(clock.instant(), next);
        return left.compareTo(LOOK) > 0 ? LOOK : left.isNegative() ? Duration.ZERO : left;
    }

    private void waitOut() {
        try {
            bell.await(AFTER_TROUBLE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
