package dev.perdure.json;

import java.util.Objects;

/**
 * A JSON string. The value is any Java string: it may hold NUL and unpaired surrogates, which
 * arrive and leave as escapes.
 */
public record JsonString(String value) implements JsonValue {

    public JsonString {
        Objects.requireNonNull(value, "value");
    }
}
