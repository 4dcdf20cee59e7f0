package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** An array written element by element, so that a long list is never held as a whole. */
public final class JsonArrayStream {

    private final OutputStream out;
    private long written;

    public JsonArrayStream(OutputStream out) throws IOException {
        this.out = out;
        out.write('[');
    }

    public void add(JsonValue element) throws IOException {
        if (written > 0) {
            out.write(',');
        }
        out.write(element.toJson().getBytes(StandardCharsets.UTF_8));
        written++;
    }

    /** Closes the array and says how many elements it has. */
    public long end() throws IOException {
        out.write(']');
        return written;
    }
}
