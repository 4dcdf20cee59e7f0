package dev.perdure.tools.mcp;

import java.time.Duration;

/** How long somebody goes on waiting, over several requests. */
final class Patience {

    private static final Duration LEAST = Duration.ofMillis(1);

    private final long start = System.nanoTime();
    private final Duration total;

    Patience(Duration total) {
        this.total = total;
    }

    /** What is left of it, never nothing. */
    Duration left() {
        Duration left = total.minusNanos(System.nanoTime() - start);
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }
}
