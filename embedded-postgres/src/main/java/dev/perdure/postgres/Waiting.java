package dev.perdure.postgres;

import java.io.IOException;
import java.time.Duration;

/** Waits for what announces itself to nobody: a file, a process that is not our child, a port. */
final class Waiting {

    private static final long POLL_MILLIS = 10;

    private Waiting() {}

    interface Condition {
        boolean holds() throws IOException;
    }

    /** Returns whether the condition came to hold in time. */
    static boolean until(Condition condition, Duration waitMax) throws IOException {
        long deadline = System.nanoTime() + waitMax.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EmbeddedPostgresException.interrupted();
        }
    }
}
