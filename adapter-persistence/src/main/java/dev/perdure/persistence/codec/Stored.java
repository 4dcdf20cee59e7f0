package dev.perdure.persistence.codec;

import dev.perdure.json.Json;
import dev.perdure.json.JsonLimits;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonProblem;
import dev.perdure.json.JsonValue;
import io.vavr.control.Either;

/** Stored bytes read back as the JSON they are. */
final class Stored {

    /**
     * What was accepted must stay readable: a record holds documents that were each within the
     * limits of their reader, and wraps them in a few levels and bytes more.
     */
    private static final JsonLimits LIMITS =
            new JsonLimits(4 * JsonLimits.DEFAULT_MAX_DEPTH, Integer.MAX_VALUE);

    private Stored() {}

    static JsonObject object(String where, byte[] utf8) {
        Either<JsonProblem, JsonValue> read = Json.parse(utf8, LIMITS);
        if (read.isLeft() || !(read.get() instanceof JsonObject object)) {
            throw new IllegalStateException(
                    where + " is stored as something that is no JSON object");
        }
        return object;
    }
}
