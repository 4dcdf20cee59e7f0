package dev.perdure.service.proof.harness;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an event stream byte by byte (WHATWG HTML, section 9.2.6). What has no blank line after it
 * is no frame: a stream may be cut anywhere.
 */
final class FrameParser {

    private final List<Frame> complete = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private String id = "";
    private int comments;
    private boolean afterCarriageReturn;

    void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            take(bytes[i]);
        }
    }

    private void take(byte next) {
        boolean second = afterCarriageReturn && next == '\n';
        afterCarriageReturn = next == '\r';
        if (second) {
            return;
        }
        if (next == '\n' || next == '\r') {
            String text = text();
            line.reset();
            if (text.isEmpty()) {
                dispatch();
            } else {
                field(text);
            }
        } else {
            line.write(next);
        }
    }

    /** The frames completed since the last call. */
    List<Frame> frames() {
        List<Frame> taken = List.copyOf(complete);
        complete.clear();
        return taken;
    }

    int comments() {
        return comments;
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        if (colon == 0) {
            comments++;
            return;
        }
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (name) {
            case "event" -> event = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> id = value;
            default -> {
                // retry, and whatever else may come, changes nothing here
            }
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            data.setLength(data.length() - 1);
            complete.add(new Frame(event.isEmpty() ? "message" : event, data.toString(), id));
        }
        data.setLength(0);
        event = "";
        id = "";
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("A line of the stream is no UTF-8", e);
        }
    }
}
