package dev.perdure.rest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is about to be true. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Await() {}

    public static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come true within " + PATIENCE);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
