package dev.perdure.model;

import org.jspecify.annotations.Nullable;

/**
 * Tokens of one or several model calls, and what they cost. The prompt buckets are disjoint: the
 * whole prompt is input plus cache read plus cache creation. What is not known of several calls is
 * missing in their sum.
 *
 * @param input prompt tokens that no cache served or stored
 * @param output generated tokens, those of reasoning included
 * @param cacheRead prompt tokens read from the provider's cache
 * @param cacheCreation prompt tokens written to the provider's cache
 * @param reasoning of the output, the tokens that went into reasoning; absent where nobody said
 * @param cost at the prices of the time of the call; absent where they are not known, and of models
 *     that are free
 */
public record Usage(
        long input,
        long output,
        long cacheRead,
        long cacheCreation,
        @Nullable Long reasoning,
        @Nullable Cost cost) {

    /** No tokens; also what an attempt counts that never reported any. */
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    /** Tokens of which nobody said how many went into reasoning, nor what they cost. */
    public Usage(long input, long output, long cacheRead, long cacheCreation) {
        this(input, output, cacheRead, cacheCreation, null, null);
    }

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheCreation + other.cacheCreation,
                sum(reasoning, other.reasoning),
                sum(cost, other.cost));
    }

    /** The same tokens, of whose output so many went into reasoning. */
    public Usage reasoning(long tokens) {
        return new Usage(input, output, cacheRead, cacheCreation, tokens, cost);
    }

    /** The same tokens at a price; without one, what they cost stays absent. */
    public Usage at(@Nullable ModelPrice price) {
        return price == null || price.isFree() || tokens() == 0
                ? this
                : new Usage(input, output, cacheRead, cacheCreation, reasoning, price.costOf(this));
    }

    /** Everything that was sent and generated. */
    public long tokens() {
        return input + cacheRead + cacheCreation + output;
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one + other;
    }

    private static @Nullable Cost sum(@Nullable Cost one, @Nullable Cost other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.plus(other);
    }
}
