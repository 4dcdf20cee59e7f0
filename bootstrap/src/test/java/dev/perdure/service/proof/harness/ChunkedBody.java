package dev.perdure.service.proof.harness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes the chunked transfer coding (RFC 9112, section 7.1) off a body, wherever it is cut. */
final class ChunkedBody {

    private enum Expecting {
        LENGTH,
        DATA,
        LINE_END,
        TRAILER,
        NOTHING
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Expecting expecting = Expecting.LENGTH;
    private long left;

    byte[] decode(byte[] bytes, int length) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(length);
        int i = 0;
        while (i < length) {
            if (expecting == Expecting.DATA) {
                int taken = (int) Math.min(left, length - i);
                decoded.write(bytes, i, taken);
                i += taken;
                left -= taken;
                if (left == 0) {
                    expecting = Expecting.LINE_END;
                }
            } else {
                framing(bytes[i]);
                i++;
            }
        }
        return decoded.toByteArray();
    }

    boolean isComplete() {
        return expecting == Expecting.NOTHING;
    }

    private void framing(byte next) {
        if (next != '\n') {
            if (next != '\r') {
                line.write(next);
            }
            return;
        }
        String text = line.toString(StandardCharsets.US_ASCII);
        line.reset();
        expecting =
                switch (expecting) {
                    case LENGTH -> afterLength(text);
                    case LINE_END -> Expecting.LENGTH;
                    case TRAILER -> text.isEmpty() ? Expecting.NOTHING : Expecting.TRAILER;
                    case DATA, NOTHING ->
                            throw new IllegalStateException("a line where none can be: " + text);
                };
    }

    private Expecting afterLength(String text) {
        int extension = text.indexOf(';');
        left = Long.parseLong((extension < 0 ? text : text.substring(0, extension)).strip(), 16);
        return left == 0 ? Expecting.TRAILER : Expecting.DATA;
    }
}
