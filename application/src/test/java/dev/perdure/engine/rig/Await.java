package dev.perdure.engine.rig;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline far beyond what a healthy engine needs. */
public final class Await {

    public static final Duration MAX = Duration.ofMinutes(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        within(MAX, what, condition);
    }

    /** Waits and says how long it took. */
    public static Duration within(Duration max, String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > max.toNanos()) {
                throw new AssertionError("not within " + max + ": " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
