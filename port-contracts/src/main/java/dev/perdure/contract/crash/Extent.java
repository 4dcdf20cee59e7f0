package dev.perdure.contract.crash;

import java.time.Duration;

/**
 * How much of the matrix is played.
 *
 * @param casesMax of one scenario; when there are more, chance picks them
 * @param inARow cases in which nodes stop one after the other
 * @param atOnce cases that are played at the same time
 * @param seed of the choice
 * @param patience with what has to happen; far beyond what a healthy engine needs on a machine with
 *     other things to do
 */
public record Extent(int casesMax, int inARow, int atOnce, long seed, Duration patience) {

    private static final int IN_A_ROW = 100;
    private static final int ALL_IN_A_ROW = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Some of the cases, picked by a seed. */
    public static Extent some(int casesMax, int atOnce, long seed) {
        return new Extent(casesMax, IN_A_ROW, atOnce, seed, PATIENCE);
    }

    /** Every case there is. */
    public static Extent all(int atOnce) {
        return some(Integer.MAX_VALUE, atOnce, 0).withInARow(ALL_IN_A_ROW);
    }

    public Extent withInARow(int cases) {
        return new Extent(casesMax, cases, atOnce, seed, patience);
    }

    public Extent withPatience(Duration longest) {
        return new Extent(casesMax, inARow, atOnce, seed, longest);
    }
}
