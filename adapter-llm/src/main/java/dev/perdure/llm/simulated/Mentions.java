package dev.perdure.llm.simulated;

/** Where a text mentions a name. */
final class Mentions {

    private Mentions() {}

    /** Whether {@code name} stands in {@code text} as a whole word, in whatever case. */
    static boolean word(String text, String name) {
        return indexOf(text, name) >= 0;
    }

    /** The first place where {@code name} stands as a whole word; negative when there is none. */
    static int indexOf(String text, String name) {
        int last = text.length() - name.length();
        for (int at = 0; at <= last; at++) {
            if (text.regionMatches(true, at, name, 0, name.length())
                    && !isPartOfAName(text, at - 1)
                    && !isPartOfAName(text, at + name.length())) {
                return name.isEmpty() ? -1 : at;
            }
        }
        return -1;
    }

    private static boolean isPartOfAName(String text, int at) {
        return at >= 0
                && at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_');
    }
}
