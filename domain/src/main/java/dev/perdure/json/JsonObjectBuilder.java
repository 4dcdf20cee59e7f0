package dev.perdure.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Collects the members of one {@link JsonObject}; not for use by several threads.
 *
 * <p>A name put again keeps its place and takes the later value, as in a map.
 */
public final class JsonObjectBuilder {

    private final Map<String, JsonValue> members = new LinkedHashMap<>();

    JsonObjectBuilder() {}

    public JsonObjectBuilder put(String name, JsonValue value) {
        members.put(name, value);
        return this;
    }

    public JsonObjectBuilder put(String name, String value) {
        return put(name, new JsonString(value));
    }

    public JsonObjectBuilder put(String name, long value) {
        return put(name, JsonNumber.of(value));
    }

    public JsonObjectBuilder put(String name, boolean value) {
        return put(name, JsonBoolean.of(value));
    }

    /**
     * Puts the value if there is one. It may be a {@link JsonValue} or what the other methods
     * accept: a string, an integer or a truth value; anything else is an {@link
     * IllegalArgumentException}.
     */
    public JsonObjectBuilder putIfPresent(String name, Optional<?> value) {
        value.ifPresent(present -> put(name, valueOf(present)));
        return this;
    }

    public JsonObjectBuilder putIfPresent(String name, OptionalLong value) {
        value.ifPresent(present -> put(name, present));
        return this;
    }

    /** The object with the members put so far; the builder can be used further. */
    public JsonObject build() {
        return JsonObject.of(members);
    }

    private static JsonValue valueOf(Object present) {
        return switch (present) {
            case JsonValue value -> value;
            case String text -> new JsonString(text);
            case Long number -> JsonNumber.of(number);
            case Integer number -> JsonNumber.of(number);
            case Boolean truth -> JsonBoolean.of(truth);
            default ->
                    throw new IllegalArgumentException(
                            "A member cannot be made of a " + present.getClass().getName() + ".");
        };
    }
}
