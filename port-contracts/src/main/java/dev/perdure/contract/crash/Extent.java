package dev.perdure.contract.crash;

import java.time.Duration;

/**
 * How much of the matrix is played.
 *
 * @param casesMax of one scenario; when there are more, chance picks them
 * @param atOnce cases that are played at the same time
 * @param seed of the choice
 * @param patience with what has to happen; far beyond what a healthy engine needs on a machine with
 *     other things to do
 */
public record Extent(int casesMax, int atOnce, long seed, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Some of the cases, picked by a seed. */
    public static Extent some(int casesMax, int atOnce, long seed) {
        return new Extent(casesMax, atOnce, seed, PATIENCE);
    }

    /** Every case there is. */
    public static Extent all(int atOnce) {
        return some(Integer.MAX_VALUE, atOnce, 0);
    }
}
