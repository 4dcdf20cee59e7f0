package dev.perdure.egress.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the bytes of an event stream, cut anywhere, as events (WHATWG HTML, section 9.2). Lines end
 * in LF, CR or both; a byte order mark at the start, comments and unknown fields are passed over;
 * bytes that are no UTF-8 become U+FFFD; an event that the end of the stream cuts off never was.
 *
 * <p>For one thread.
 */
public final class SseReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int LINE_BYTES_FIRST = 512;

    private final int bytesMax;
    private final StringBuilder data = new StringBuilder();
    private String name = "";
    private byte[] line = new byte[LINE_BYTES_FIRST];
    private int length;
    private boolean afterReturn;
    private boolean first = true;

    /**
     * @param bytesMax bound of a line and, counted in characters, of the data of an event
     */
    public SseReader(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /**
     * The events that these bytes complete.
     *
     * @throws OverlongEvent when the bound is passed; nothing can be read from then on
     */
    public List<SseEvent> read(ByteBuffer bytes) {
        List<SseEvent> complete = new ArrayList<>();
        while (bytes.hasRemaining()) {
            if (afterReturn && bytes.get(bytes.position()) == '\n') {
                bytes.get();
            }
            afterReturn = false;
            int end = endOfLine(bytes);
            keep(bytes, end - bytes.position());
            if (bytes.hasRemaining()) {
                afterReturn = bytes.get() == '\r';
                endLine(complete);
            }
        }
        return complete;
    }

    private static int endOfLine(ByteBuffer bytes) {
        int at = bytes.position();
        while (at < bytes.limit() && bytes.get(at) != '\n' && bytes.get(at) != '\r') {
            at++;
        }
        return at;
    }

    private void keep(ByteBuffer bytes, int count) {
        if (count > bytesMax - length) {
            throw new OverlongEvent(bytesMax);
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        bytes.get(line, length, count);
        length += count;
    }

    private void endLine(List<SseEvent> complete) {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        length = 0;
        if (first && text.startsWith(BYTE_ORDER_MARK)) {
            text = text.substring(BYTE_ORDER_MARK.length());
        }
        first = false;
        if (text.isEmpty()) {
            endEvent(complete);
        } else {
            int colon = text.indexOf(':');
            String field = colon < 0 ? text : text.substring(0, colon);
            String value = colon < 0 ? "" : text.substring(colon + 1);
            take(field, value.startsWith(" ") ? value.substring(1) : value);
        }
    }

    private void take(String field, String value) {
        if (field.equals("data")) {
            if (value.length() > bytesMax - data.length()) {
                throw new OverlongEvent(bytesMax);
            }
            data.append(value).append('\n');
        } else if (field.equals("event")) {
            name = value;
        }
    }

    private void endEvent(List<SseEvent> complete) {
        if (!data.isEmpty()) {
            complete.add(
                    new SseEvent(
                            name.isEmpty() ? "message" : name,
                            data.substring(0, data.length() - 1)));
            data.setLength(0);
        }
        name = "";
    }
}
