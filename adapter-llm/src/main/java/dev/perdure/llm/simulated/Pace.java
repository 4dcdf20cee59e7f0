package dev.perdure.llm.simulated;

import java.time.Duration;

/**
 * How fast an answer streams.
 *
 * @param firstDelta from the start of the call to its first piece
 * @param delta from one piece to the next
 */
record Pace(Duration firstDelta, Duration delta) {

    static Pace ofMillis(long firstDelta, long delta) {
        return new Pace(Duration.ofMillis(firstDelta), Duration.ofMillis(delta));
    }
}
