package dev.perdure.json;

/** The grammar of numbers, RFC 8259 section 6. */
final class NumberGrammar {

    private NumberGrammar() {}

    /**
     * The offset after the number that begins at {@code start}; or, when no number does, the
     * bitwise complement of the offset at which it fails, which is negative.
     */
    static int end(byte[] in, int start) {
        int at = isAt(in, start, '-') ? start + 1 : start;
        if (isAt(in, at, '0')) {
            at++;
            if (isDigit(in, at)) {
                return ~at;
            }
        } else {
            at = digits(in, at);
        }
        if (at >= 0 && isAt(in, at, '.')) {
            at = digits(in, at + 1);
        }
        if (at >= 0 && (isAt(in, at, 'e') || isAt(in, at, 'E'))) {
            boolean signed = isAt(in, at + 1, '+') || isAt(in, at + 1, '-');
            at = digits(in, signed ? at + 2 : at + 1);
        }
        return at;
    }

    /** Why {@link #end} failed there. */
    static String reason(byte[] in, int failedAt) {
        return isDigit(in, failedAt)
                ? "A number must not begin with a superfluous zero."
                : "A digit is expected here.";
    }

    private static int digits(byte[] in, int start) {
        int at = start;
        while (isDigit(in, at)) {
            at++;
        }
        return at == start ? ~at : at;
    }

    private static boolean isDigit(byte[] in, int at) {
        return at < in.length && in[at] >= '0' && in[at] <= '9';
    }

    private static boolean isAt(byte[] in, int at, char expected) {
        return at < in.length && in[at] == expected;
    }
}
