package dev.perdure.json;

import java.util.Objects;

/** A name and its value inside a {@link JsonObject}. */
public record JsonMember(String name, JsonValue value) {

    public JsonMember {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
