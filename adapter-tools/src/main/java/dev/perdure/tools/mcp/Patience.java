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
        Duration left = remaining();
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    boolean isOver() {
        return remaining().compareTo(LEAST) < 0;
    }

    /** What is left of it, and no more than so much. */
    Patience atMost(Duration most) {
        Duration left = left();
        return new Patience(left.compareTo(most) < 0 ? left : most);
    }

    private Duration remaining() {
        return total.minusNanos(System.nanoTime() - start);
    }
}
