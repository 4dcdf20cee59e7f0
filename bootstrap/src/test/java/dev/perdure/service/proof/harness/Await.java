package dev.perdure.service.proof.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, not for a time. */
public final class Await {

    private static final long LOOK_NANOS = 5_000_000;

    private Await() {}

    /**
     * Returns once {@code condition} holds.
     *
     * @throws AssertionError naming {@code what} when it does not within {@code max}
     */
    public static void until(String what, Duration max, Callable<Boolean> condition)
            throws Exception {
        long giveUp = System.nanoTime() + max.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - giveUp > 0) {
                throw new AssertionError("Not within " + max + ": " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
