package dev.perdure.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array: its elements in order. */
public record JsonArray(List<JsonValue> elements) implements JsonValue {

    public JsonArray {
        elements = List.copyOf(elements);
    }

    /** An array of the given elements. */
    public static JsonArray of(JsonValue... elements) {
        return new JsonArray(List.of(elements));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonArray that
                && elements.size() == that.elements.size()
                && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    /** The same as {@link #toJson()}. */
    @Override
    public String toString() {
        return toJson();
    }
}
