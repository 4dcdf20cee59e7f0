package dev.perdure.rest.http;

import dev.perdure.json.Json;
import dev.perdure.json.JsonLimits;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonProblem;
import dev.perdure.json.JsonValue;
import io.vavr.control.Either;
import java.io.IOException;
import java.io.InputStream;

/**
 * Request bodies as JSON, within bounds. No content type is asked for: what parses as JSON is JSON.
 * What was sent is kept exactly, NUL and unpaired surrogates included.
 */
public final class JsonBody {

    /** Levels of nesting. Half of what storage takes, since bodies are stored inside others. */
    public static final int DEPTH_MAX = 64;

    private JsonBody() {}

    /**
     * The object of the body; no body and {@code null} stand for an empty one.
     *
     * @throws ProblemException when it is too large, no JSON, or no object
     */
    public static JsonObject object(InputStream body, int bytesMax) throws IOException {
        byte[] bytes = read(body, bytesMax);
        if (isBlank(bytes)) {
            return JsonObject.empty();
        }
        Either<JsonProblem, JsonValue> parsed =
                Json.parse(bytes, new JsonLimits(DEPTH_MAX, bytesMax));
        if (parsed.isLeft()) {
            JsonProblem problem = parsed.getLeft();
            throw new ProblemException(
                    HttpProblem.invalid(
                            "The body is not acceptable JSON: "
                                    + problem.reason()
                                    + " (at byte "
                                    + problem.offset()
                                    + ")"));
        }
        JsonValue value = parsed.get();
        if (value instanceof JsonObject object) {
            return object;
        }
        if (value instanceof JsonNull) {
            return JsonObject.empty();
        }
        throw new ProblemException(HttpProblem.invalid("The body must be a JSON object."));
    }

    private static byte[] read(InputStream body, int bytesMax) throws IOException {
        byte[] bytes = readUpTo(body, bytesMax + 1);
        if (bytes.length <= bytesMax) {
            return bytes;
        }
        throw new ProblemException(
                HttpProblem.tooLarge("The body is larger than " + bytesMax + " bytes."));
    }

    private static byte[] readUpTo(InputStream body, int bytes) throws IOException {
        try {
            return body.readNBytes(bytes);
        } catch (RuntimeException failed) {
            // A content coding that does not decode comes wrapped.
            if (failed.getCause() instanceof IOException broken) {
                throw new IOException(broken);
            }
            throw failed;
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }
}
