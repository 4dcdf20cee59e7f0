package dev.perdure.llm.simulated;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How fast an answer streams.
 *
 * @param firstDelta from the start of the call to its first piece
 * @param delta from one piece to the next
 * @param jitter the most by which a pause is longer than that; how much it is follows from the
 *     place of the piece
 * @param stall a pause of its own; absent when there is none
 */
record Pace(Duration firstDelta, Duration delta, Duration jitter, @Nullable Stall stall) {

    /** Any odd number with its bits well spread. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /**
     * A silence.
     *
     * @param afterPieces pieces that come before it
     * @param time how long it lasts
     */
    record Stall(int afterPieces, Duration time) {}

    static Pace ofMillis(long firstDelta, long delta) {
        return new Pace(
                Duration.ofMillis(firstDelta), Duration.ofMillis(delta), Duration.ZERO, null);
    }

    /** The pause before a piece, counted from 0. */
    Duration before(int piece) {
        Duration pause = (piece == 0 ? firstDelta : delta).plus(jitterOf(piece));
        return stall != null && stall.afterPieces() == piece ? pause.plus(stall.time()) : pause;
    }

    private Duration jitterOf(int piece) {
        long most = jitter.toNanos();
        return most == 0
                ? Duration.ZERO
                : Duration.ofNanos(Math.floorMod((piece + 1) * SPREAD, most + 1));
    }
}
