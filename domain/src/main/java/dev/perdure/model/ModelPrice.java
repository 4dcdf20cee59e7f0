package dev.perdure.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, in US dollars for a million tokens.
 *
 * @param cacheRead of input that was cached; absent where nobody said
 * @param cacheWrite of input that is cached; absent where nobody said
 */
public record ModelPrice(
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite) {

    /** Of a model that costs nothing; tokens at this price have no cost to speak of. */
    public static final ModelPrice FREE =
            new ModelPrice(BigDecimal.ZERO, BigDecimal.ZERO, null, null);

    private static final int MILLION = 6;

    /** Whether nothing of it costs anything. */
    public boolean isFree() {
        return input.signum() == 0
                && output.signum() == 0
                && (cacheRead == null || cacheRead.signum() == 0)
                && (cacheWrite == null || cacheWrite.signum() == 0);
    }

    /** What these tokens cost; those of a cache without a price of its own cost what input does. */
    public Cost costOf(Usage usage) {
        BigDecimal millionth =
                times(input, usage.input())
                        .add(times(output, usage.output()))
                        .add(times(cacheRead == null ? input : cacheRead, usage.cacheRead()))
                        .add(times(cacheWrite == null ? input : cacheWrite, usage.cacheCreation()));
        return new Cost(millionth.movePointLeft(MILLION));
    }

    /** The most that a token of a prompt costs, whatever a cache does with it. */
    public BigDecimal dearestInput() {
        return cacheWrite == null ? input : input.max(cacheWrite);
    }

    private static BigDecimal times(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }
}
