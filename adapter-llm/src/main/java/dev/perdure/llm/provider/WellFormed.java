package dev.perdure.llm.provider;

/**
 * Text as a server can read it: an unpaired surrogate, which a transcript may hold, is replaced by
 * U+FFFD, because a server that cannot encode it would refuse the session for ever.
 */
public final class WellFormed {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    /** The text without unpaired surrogates. */
    public static String text(String text) {
        int at = firstUnpaired(text, 0);
        if (at < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text);
        while (at >= 0) {
            replaced.setCharAt(at, REPLACEMENT);
            at = firstUnpaired(text, at + 1);
        }
        return replaced.toString();
    }

    private static int firstUnpaired(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return i;
            }
        }
        return -1;
    }
}
