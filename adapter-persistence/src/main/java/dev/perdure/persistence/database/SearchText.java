package dev.perdure.persistence.database;

import java.util.Locale;

/** Text made fit for looking something up in it, in any case. */
public final class SearchText {

    private static final char REPLACEMENT = '\uFFFD';

    private SearchText() {}

    /**
     * In lower case; what a column of text cannot hold, NUL and unpaired surrogates, is replaced.
     */
    public static String of(String text) {
        StringBuilder fit = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && at + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(at + 1));
            if (pair) {
                fit.append(c).append(text.charAt(++at));
            } else {
                fit.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        return fit.toString().toLowerCase(Locale.ROOT);
    }
}
