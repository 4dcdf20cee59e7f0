package dev.perdure.json;

import java.util.HexFormat;

/** The canonical form of strings and member names. */
final class QuotedText {

    private static final HexFormat HEX = HexFormat.of();

    private static final char NEXT_LINE = '\u0085';
    private static final char LINE_SEPARATOR = '\u2028';
    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private QuotedText() {}

    static void append(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int at = 0; at < text.length(); at++) {
            if (isEscaped(text, at)) {
                out.append(text, written, at);
                escape(text.charAt(at), out);
                written = at + 1;
            }
        }
        if (written == 0) {
            // Most strings; a whole one is copied at once, a range of one character by character.
            out.append(text);
        } else {
            out.append(text, written, text.length());
        }
        out.append('"');
    }

    private static boolean isEscaped(String text, int at) {
        char c = text.charAt(at);
        if (c < NEXT_LINE) {
            return c < ' ' || c == '"' || c == '\\';
        }
        return c == NEXT_LINE
                || c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR
                || (Character.isSurrogate(c) && Surrogates.isUnpaired(text, at));
    }

    private static void escape(char c, StringBuilder out) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            default -> out.append('u').append(HEX.toHexDigits(c));
        }
    }
}
