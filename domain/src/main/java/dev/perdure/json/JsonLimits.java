package dev.perdure.json;

/**
 * What a document may cost: arrays and objects open at once, and bytes of UTF-8 in total.
 *
 * <p>No depth harms this package, which descends by recursion nowhere. The limit is for those who
 * walk over a value that somebody else sent.
 *
 * <p>The constructor throws {@link IllegalArgumentException} below one level or one byte.
 */
public record JsonLimits(int maxDepth, int maxBytes) {

    public static final int DEFAULT_MAX_DEPTH = 128;

    public static final int DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

    /** {@link #DEFAULT_MAX_DEPTH} levels and {@link #DEFAULT_MAX_BYTES} bytes. */
    public static final JsonLimits DEFAULT = new JsonLimits(DEFAULT_MAX_DEPTH, DEFAULT_MAX_BYTES);

    public JsonLimits {
        if (maxDepth < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("At least one level and one byte must be allowed.");
        }
    }
}
