package dev.perdure.contract;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting with a deadline; what does not happen in time fails the test by name. */
public final class Await {

    private static final long POLL_NANOS = 200_000;

    private Await() {}

    /** Waits until the condition holds. */
    public static void until(Duration deadline, String condition, BooleanSupplier holds) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + deadline + ": " + condition);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** What the stage completes with. */
    public static <T> T outcome(Duration deadline, CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("no outcome within " + deadline, late);
        } catch (ExecutionException failed) {
            throw new AssertionError("failed: " + failed.getCause(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an outcome", interrupted);
        }
    }
}
