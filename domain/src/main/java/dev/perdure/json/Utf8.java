package dev.perdure.json;

/**
 * Well-formed UTF-8 (RFC 3629) beyond ASCII: no overlong forms, no surrogates, nothing above
 * U+10FFFF.
 */
final class Utf8 {

    static final int MALFORMED = -1;

    private Utf8() {}

    /** The character of two to four bytes at that place, or {@link #MALFORMED}. */
    static int codePointAt(byte[] in, int at) {
        int lead = in[at] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return atLeast(0x80, (lead & 0x1f) << 6 | tail(in, at + 1));
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int character = (lead & 0x0f) << 12 | tail(in, at + 1) << 6 | tail(in, at + 2);
            return isSurrogate(character) ? MALFORMED : atLeast(0x800, character);
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int high = (lead & 0x07) << 18 | tail(in, at + 1) << 12;
            int character = high | tail(in, at + 2) << 6 | tail(in, at + 3);
            return character > Character.MAX_CODE_POINT ? MALFORMED : atLeast(0x10000, character);
        }
        return MALFORMED;
    }

    /** How many bytes such a character takes. */
    static int length(int codePoint) {
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }

    /**
     * The six bits of a continuation byte; where there is none, ones that make the whole negative.
     */
    private static int tail(byte[] in, int at) {
        return at < in.length && (in[at] & 0xc0) == 0x80 ? in[at] & 0x3f : -1;
    }

    private static int atLeast(int least, int character) {
        return character < least ? MALFORMED : character;
    }

    private static boolean isSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    }
}
