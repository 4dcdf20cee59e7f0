package dev.perdure.benchmarks;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Times in microseconds, to three digits. */
final class Latencies {

    private static final long MICROS_MAX = 120_000_000L;

    private final Histogram micros = new Histogram(MICROS_MAX, 3);

    void record(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1_000, 0, MICROS_MAX));
    }

    long count() {
        return micros.getTotalCount();
    }

    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }

    double worstMillis() {
        return micros.getMaxValue() / 1_000.0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, worst %.1f ms of %,d",
                millis(50),
                millis(90),
                millis(99),
                millis(99.9),
                worstMillis(),
                count());
    }
}
