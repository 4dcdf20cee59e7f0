package dev.perdure.egress;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The form of an address that goes over the wire: bytes beyond ASCII as {@code %XX}. */
final class Escapes {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Escapes() {}

    /** Of a text, by its bytes of UTF-8, as they are: the platform would compose its letters. */
    static String ofUtf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return ofBytes(StandardCharsets.ISO_8859_1.decode(bytes));
        } catch (CharacterCodingException half) {
            throw new IllegalArgumentException("It is not an address.", half);
        }
    }

    /** Of a text whose characters are bytes. */
    static String ofBytes(CharSequence bytes) {
        StringBuilder escaped = new StringBuilder(bytes.length());
        for (int at = 0; at < bytes.length(); at++) {
            char each = bytes.charAt(at);
            if (each < 0x80) {
                escaped.append(each);
            } else {
                escaped.append('%').append(HEX.toHexDigits((byte) each));
            }
        }
        return escaped.toString();
    }
}
