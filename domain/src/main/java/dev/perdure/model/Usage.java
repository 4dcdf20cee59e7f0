package dev.perdure.model;

/**
 * Tokens of one or several model calls. The prompt buckets are disjoint: the whole prompt is input
 * plus cache read plus cache creation.
 *
 * @param input prompt tokens that no cache served or stored
 * @param output generated tokens
 * @param cacheRead prompt tokens read from the provider's cache
 * @param cacheCreation prompt tokens written to the provider's cache
 */
public record Usage(long input, long output, long cacheRead, long cacheCreation) {

    /** No tokens; also what an attempt counts that never reported any. */
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheCreation + other.cacheCreation);
    }
}
