package dev.perdure.rest.everruns.nested;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON so that it survives an unquoted variable of a shell, which puts the names of files
 * where it finds a word with {@code *} or {@code ?}. Outside of strings JSON has neither, so that
 * escaping the bytes is enough.
 */
final class ShellSafe extends FilterOutputStream {

    private static final byte[] STAR = "\\u002a".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QUESTION_MARK = "\\u003f".getBytes(StandardCharsets.US_ASCII);

    ShellSafe(OutputStream out) {
        super(out);
    }

    static Response created(JsonObject body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ShellSafe safe = new ShellSafe(bytes)) {
            safe.write(Json.utf8(body));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return Response.status(Response.Status.CREATED)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(bytes.toByteArray())
                .build();
    }

    @Override
    public void write(int b) throws IOException {
        switch (b) {
            case '*' -> out.write(STAR);
            case '?' -> out.write(QUESTION_MARK);
            default -> out.write(b);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int plain = from;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '*' || bytes[i] == '?') {
                out.write(bytes, plain, i - plain);
                write(bytes[i]);
                plain = i + 1;
            }
        }
        out.write(bytes, plain, from + length - plain);
    }
}
