package dev.perdure.json;

/** Which surrogates of a text belong to no pair, and so to no character. */
final class Surrogates {

    private Surrogates() {}

    /** The index of the first unpaired surrogate, or the length of the text when there is none. */
    static int firstUnpaired(String text) {
        int at = 0;
        while (at < text.length() && !isUnpaired(text, at)) {
            at++;
        }
        return at;
    }

    static boolean isUnpaired(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c)
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
