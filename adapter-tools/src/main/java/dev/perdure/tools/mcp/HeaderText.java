package dev.perdure.tools.mcp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A text as a header carries it: itself where that is safe, else in Base64 between markers. */
final class HeaderText {

    private static final String BEFORE = "=?base64?";
    private static final String AFTER = "?=";

    private HeaderText() {}

    static String of(String text) {
        boolean plain =
                text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                        && !text.isEmpty()
                        && text.strip().equals(text)
                        && !(text.startsWith(BEFORE) && text.endsWith(AFTER));
        return plain
                ? text
                : BEFORE
                        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                        + AFTER;
    }
}
