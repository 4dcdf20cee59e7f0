package dev.perdure.benchmarks;

import java.time.Duration;
import java.util.Locale;

/**
 * Has a process work until the compilers of its JVM have come to rest. Before that, they and not
 * the work decide how long things take where cores are few: they use more of them than the work.
 */
final class Compilers {

    /** Of a core; what remains at this rate is noise beside the work. */
    private static final double REST = 0.05;

    private static final int ROUNDS_AT_REST = 2;

    private Compilers() {}

    /** Some of the work that is to be measured later. */
    @FunctionalInterface
    interface Round {
        void work() throws Exception;
    }

    /**
     * Works round after round until the compilers used little in two of them on end, or the scale
     * allows no more. After one alone they may only be waiting for the counts that set them going.
     *
     * @return how it went, in words
     */
    static String settle(long pid, Scale scale, Round round) throws Exception {
        double used = 0;
        int rounds = 0;
        int atRest = 0;
        long begun = System.nanoTime();
        while (rounds < scale.warmUpsMax() && atRest < ROUNDS_AT_REST) {
            Duration before = Machine.compilers(pid);
            long from = System.nanoTime();
            round.work();
            rounds++;
            long took = System.nanoTime() - from;
            used = (double) Machine.compilers(pid).minus(before).toNanos() / took;
            atRest = used < REST ? atRest + 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "worked for %.0f s before; compilers used %.2f of a core at the end of it",
                (System.nanoTime() - begun) / 1e9,
                used);
    }
}
