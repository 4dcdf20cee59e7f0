package dev.perdure.rest.sse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a stream puts one write together. The next one is put together in the same place: what
 * streams leave to the garbage collector decides how often everybody stops for it. Not thread-safe.
 */
final class WriteRoom {

    private static final int CHARACTERS_FIRST = 256;

    private final CharsetEncoder encoder =
            StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private StringBuilder text = new StringBuilder(CHARACTERS_FIRST);
    private char[] characters = new char[0];
    private byte[] bytes = new byte[0];

    /** The text of the next write, empty. */
    StringBuilder text() {
        text.setLength(0);
        return text;
    }

    /**
     * Encodes the text in UTF-8.
     *
     * @return how many of {@link #bytes} it takes
     */
    int encode() {
        int length = text.length();
        if (characters.length < length) {
            characters = new char[text.capacity()];
        }
        text.getChars(0, length, characters, 0);
        if (bytes.length < length) {
            bytes = new byte[text.capacity()];
        }
        CharBuffer from = CharBuffer.wrap(characters, 0, length);
        ByteBuffer to = ByteBuffer.wrap(bytes);
        encoder.reset();
        if (encoder.encode(from, to, true).isOverflow()) {
            int done = to.position();
            int most = (int) Math.ceil(length * (double) encoder.maxBytesPerChar());
            bytes = Arrays.copyOf(bytes, most);
            to = ByteBuffer.wrap(bytes);
            to.position(done);
            encoder.encode(from, to, true);
        }
        encoder.flush(to);
        return to.position();
    }

    /** What was encoded last. */
    byte[] bytes() {
        return bytes;
    }

    /** Lets go of what holds more than so many characters. */
    void shrink(int charactersMax) {
        if (text.capacity() > charactersMax) {
            text = new StringBuilder(CHARACTERS_FIRST);
            characters = new char[0];
            bytes = new byte[0];
        }
    }
}
