package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An array written element by element, so that a long list is never held as a whole. */
final class JsonArrayStream {

    private final OutputStream out;
    private long written;

    JsonArrayStream(OutputStream out) throws IOException {
        this.out = out;
        out.write('[');
    }

    void add(JsonValue element) throws IOException {
        if (written > 0) {
            out.write(',');
        }
        out.write(element.toJson().getBytes(StandardCharsets.UTF_8));
        written++;
    }

    /** Closes the array and says how many elements it has. */
    long end() throws IOException {
        out.write(']');
        return written;
    }
}
