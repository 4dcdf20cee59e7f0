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
        @Nullable BigDecimal cacheWrite) {}
