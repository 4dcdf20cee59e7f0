package dev.perdure.contract.simulation;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that carries all threads of a world, and its time. Virtual threads are real ones
 * of this Java; only whose turn it is, is decided here: by chance, among all that could run. Time
 * moves when none can. For the thread that steps, and the threads it carries.
 */
final class Carrier {

    private final Constructor<?> builder = builder();
    private final Chance chance;
    private final Trace trace;
    private final List<Task> ready = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(
                    Comparator.comparingLong(Alarm::time).thenComparingLong(Alarm::number));
    private long now;
    private long steps;
    private long alarmsSet;
    private @Nullable Throwable failure;

    Carrier(Chance chance, Trace trace) {
        this.chance = chance;
        this.trace = trace;
    }

    /** Nanoseconds since the world began. */
    long now() {
        return now;
    }

    long steps() {
        return steps;
    }

    /** A thread of a life, not started. */
    Thread thread(Life life, String name, Runnable task) {
        return on(continuation -> ready.add(new Task(life, continuation)))
                .name(name)
                .uncaughtExceptionHandler((thread, cause) -> fail(cause))
                .unstarted(task);
    }

    /** Has the run end with {@code cause} after this step. */
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Does something at a time from now; never on a carried thread, so it must not wait. */
    Alarm after(Life life, long nanos, Runnable action) {
        alarmsSet++;
        Alarm alarm = new Alarm(now + Math.max(0, nanos), alarmsSet, new Task(life, action));
        alarms.add(alarm);
        return alarm;
    }

    /** Has the calling thread wait; whoever interrupts it learns that later. */
    void rest(Life life, Duration time) {
        Thread sleeper = Thread.currentThread();
        Alarm alarm = after(life, time.toNanos(), () -> LockSupport.unpark(sleeper));
        boolean interrupted = false;
        while (!alarm.hasRung()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            sleeper.interrupt();
        }
    }

    /** Has the calling thread wait. */
    void sleep(Life life, Duration time) throws InterruptedException {
        Thread sleeper = Thread.currentThread();
        Alarm alarm = after(life, time.toNanos(), () -> LockSupport.unpark(sleeper));
        while (!alarm.hasRung()) {
            if (Thread.interrupted()) {
                alarm.turnOff();
                throw new InterruptedException();
            }
            LockSupport.park(this);
        }
    }

    /** Lets one of those that can run go on; false when nothing will ever happen again. */
    boolean step() {
        ringAlarms();
        if (ready.isEmpty()) {
            return false;
        }
        run(take());
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException("A thread of the world failed.", failure);
        }
        return true;
    }

    /**
     * Has everything happen whose time has come; and time pass, when nobody can do anything now.
     */
    private void ringAlarms() {
        Alarm first = firstAlarm();
        if (ready.isEmpty() && first != null) {
            now = Math.max(now, first.time());
        }
        while (first != null && first.time() <= now) {
            alarms.remove();
            first.ring();
            ready.add(first.task());
            first = firstAlarm();
        }
    }

    private @Nullable Alarm firstAlarm() {
        Alarm first = alarms.peek();
        while (first != null && first.isOff()) {
            alarms.remove();
            first = alarms.peek();
        }
        return first;
    }

    private Task take() {
        int chosen = ready.size() == 1 ? 0 : chance.below(ready.size());
        Task last = ready.removeLast();
        steps++;
        trace.step(now, chosen);
        return chosen == ready.size() ? last : ready.set(chosen, last);
    }

    private void run(Task task) {
        if (task.life().isOver()) {
            return;
        }
        if (task.life().heldUntil() > now) {
            after(task.life(), task.life().heldUntil() - now, task.action());
            return;
        }
        task.action().run();
    }

    private Thread.Builder.OfVirtual on(Executor scheduler) {
        try {
            return (Thread.Builder.OfVirtual) builder.newInstance(scheduler);
        } catch (ReflectiveOperationException changed) {
            throw closed(changed);
        }
    }

    /** The JDK keeps the choice of a scheduler to itself, but has it. */
    private static Constructor<?> builder() {
        try {
            Constructor<?> found =
                    Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                            .getDeclaredConstructor(Executor.class);
            found.setAccessible(true);
            return found;
        } catch (ReflectiveOperationException | InaccessibleObjectException absent) {
            throw closed(absent);
        }
    }

    private static IllegalStateException closed(Exception cause) {
        return new IllegalStateException(
                "The simulation schedules virtual threads itself: start this Java, 21 to 25, with"
                        + " --add-opens java.base/java.lang=ALL-UNNAMED.",
                cause);
    }

    private record Task(Life life, Runnable action) {}

    /** Something that happens at a time, unless it is turned off before. */
    static final class Alarm {

        private final long time;
        private final long number;
        private final Task task;
        private boolean off;
        private boolean rung;

        private Alarm(long time, long number, Task task) {
            this.time = time;
            this.number = number;
            this.task = task;
        }

        void turnOff() {
            off = true;
        }

        boolean hasRung() {
            return rung;
        }

        private void ring() {
            rung = true;
        }

        private boolean isOff() {
            return off;
        }

        private long time() {
            return time;
        }

        private long number() {
            return number;
        }

        private Task task() {
            return task;
        }
    }
}
