package dev.perdure.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a model. Whatever is not known is absent, and never guessed.
 *
 * @param contextWindow in tokens
 * @param outputLimit of one answer, in tokens
 * @param price what its own provider asks for it
 */
public record ModelProfile(
        @Nullable Integer contextWindow,
        @Nullable Integer outputLimit,
        @Nullable ModelPrice price) {

    /** Nothing is known. */
    public static final ModelProfile UNKNOWN = new ModelProfile(null, null, null);

    /** What an answer is given room for where neither a limit nor a wish is known. */
    private static final int ANSWER = 16_384;

    /** The same, with a window that counts more than the one that is known. */
    public ModelProfile withContextWindow(@Nullable Integer window) {
        return window == null ? this : new ModelProfile(window, outputLimit, price);
    }

    /**
     * How many tokens a request should not go beyond, estimated as they are: nine tenths of what
     * the window holds beside the answer and a twentieth for its own use. Empty where the window is
     * not known. An answer is given no more than half of the window.
     *
     * @param answer tokens that the answer may have; absent where nobody said
     */
    public OptionalLong requestTokens(@Nullable Long answer) {
        if (contextWindow == null) {
            return OptionalLong.empty();
        }
        long window = contextWindow;
        long most = outputLimit == null ? Math.min(ANSWER, window / 4) : outputLimit;
        long reserve = Math.clamp(answer == null ? most : answer, 0, window / 2);
        return OptionalLong.of(Math.max(1, (window - reserve - window / 20) * 9 / 10));
    }
}
