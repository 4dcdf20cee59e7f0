package dev.perdure.file;

import java.util.Locale;

/** The SHA-256 of a file's bytes, as 64 hexadecimal digits in lower case. */
public record FileHash(String hex) {

    private static final int DIGITS = 64;

    public FileHash {
        if (!isHash(hex)) {
            throw new IllegalArgumentException("not a SHA-256: " + hex);
        }
    }

    /** Whether {@code text} is written as a hash is. */
    public static boolean isHash(String text) {
        return text.length() == DIGITS
                && text.equals(text.toLowerCase(Locale.ROOT))
                && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
}
