package dev.perdure.json;

import java.nio.charset.StandardCharsets;

/** The grammar of strings, RFC 8259 section 7. */
final class StringScanner {

    private static final int NO_CHARACTER = -1;
    private static final int UNICODE_ESCAPE_LENGTH = 6;

    private StringScanner() {}

    /** What scanning a string came to. */
    sealed interface Scan {

        /** The text, and the offset after the closing quote. */
        record Found(String text, int end) implements Scan {}

        record Failed(JsonProblem problem) implements Scan {}
    }

    /** The string whose opening quote is at {@code open}. */
    static Scan scan(byte[] in, int open) {
        int at = afterPlain(in, open + 1);
        if (at < in.length && in[at] == '"') {
            // Plain bytes are ASCII, for which this charset needs no decoding.
            String text = new String(in, open + 1, at - open - 1, StandardCharsets.ISO_8859_1);
            return new Scan.Found(text, at + 1);
        }
        return decode(in, open, at);
    }

    private static Scan decode(byte[] in, int open, int firstSpecial) {
        StringBuilder text = new StringBuilder();
        int plain = open + 1;
        int at = firstSpecial;
        while (at < in.length) {
            append(text, in, plain, at);
            byte special = in[at];
            if (special == '"') {
                return new Scan.Found(text.toString(), at + 1);
            }
            if (special >= 0 && special < ' ') {
                return failed("A control character in a string must be escaped.", at);
            }
            if (special == '\\') {
                int character = escaped(in, at);
                if (character == NO_CHARACTER) {
                    return failed("The escape sequence is unknown or incomplete.", at);
                }
                text.append((char) character);
                plain = at + (in[at + 1] == 'u' ? UNICODE_ESCAPE_LENGTH : 2);
            } else {
                int codePoint = Utf8.codePointAt(in, at);
                if (codePoint == Utf8.MALFORMED) {
                    return failed("The bytes are not well-formed UTF-8.", at);
                }
                text.appendCodePoint(codePoint);
                plain = at + Utf8.length(codePoint);
            }
            at = afterPlain(in, plain);
        }
        return failed("The document ends inside a string.", at);
    }

    /** The offset after the characters that stand for themselves in one byte. */
    private static int afterPlain(byte[] in, int start) {
        int at = start;
        while (at < in.length && in[at] >= ' ' && in[at] != '"' && in[at] != '\\') {
            at++;
        }
        return at;
    }

    private static void append(StringBuilder text, byte[] in, int from, int to) {
        for (int at = from; at < to; at++) {
            text.append((char) in[at]);
        }
    }

    private static Scan failed(String reason, int offset) {
        return new Scan.Failed(new JsonProblem(reason, offset));
    }

    private static int escaped(byte[] in, int backslash) {
        if (backslash + 1 == in.length) {
            return NO_CHARACTER;
        }
        return switch (in[backslash + 1]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal(in, backslash + 2, backslash + UNICODE_ESCAPE_LENGTH);
            default -> NO_CHARACTER;
        };
    }

    private static int hexadecimal(byte[] in, int from, int to) {
        int character = 0;
        for (int at = from; at < to; at++) {
            int digit = at < in.length && in[at] > 0 ? Character.digit((char) in[at], 16) : -1;
            if (digit < 0) {
                return NO_CHARACTER;
            }
            character = character << 4 | digit;
        }
        return character;
    }
}
