package dev.perdure.tools.web;

import dev.perdure.egress.Destination;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Addresses as models write them. */
final class WebAddress {

    private static final String LEGAL = "-._~:/?#[]@!$&'()*+,;=%";

    private WebAddress() {}

    /**
     * The destination a text means: a scheme may be missing, what an address may not hold is
     * escaped, and a fragment is left out.
     *
     * @throws IllegalArgumentException with a sentence, when it means none
     */
    static Destination of(String text) {
        String plain = text.strip();
        int hash = plain.indexOf('#');
        String whole = hash < 0 ? plain : plain.substring(0, hash);
        boolean bare =
                !whole.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")
                        || whole.matches("(?s)[^/:]+:\\d.*");
        return Destination.of(escaped(bare ? "https://" + whole : whole));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            if (isLegal(c)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
            }
        }
        return escaped.toString();
    }

    private static boolean isLegal(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || LEGAL.indexOf(c) >= 0;
    }
}
