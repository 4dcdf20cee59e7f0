package dev.perdure.rest.sse;

import dev.perdure.event.Envelope;
import dev.perdure.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream.
 *
 * @param event its name
 * @param data written as one line: JSON as we write it holds no line break of any kind
 * @param id what a client sends back to continue after it; absent on frames that are no place
 */
public record Frame(String event, JsonObject data, @Nullable String id) {

    /** A projection from records of the log to frames; may remember what it has seen. */
    @FunctionalInterface
    public interface Projection {

        /** The frames of the next records, in order; a record may have none. */
        List<Frame> frames(List<Envelope> records);
    }

    void appendTo(StringBuilder out) {
        out.append("event: ").append(event).append('\n');
        out.append("data: ");
        data.appendTo(out);
        out.append('\n');
        if (id != null) {
            out.append("id: ").append(id).append('\n');
        }
        out.append('\n');
    }
}
