package dev.perdure.persistence.codec;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How small values are written; {@link Fields} reads them. */
final class Values {

    private Values() {}

    /** Times and durations in ISO-8601, exact to the nanosecond; ids in their usual text. */
    static JsonString text(Object value) {
        return new JsonString(value.toString());
    }

    static JsonString constant(Enum<?> value) {
        return new JsonString(value.name().toLowerCase(Locale.ROOT));
    }

    static JsonArray texts(List<String> values) {
        return list(values, JsonString::new);
    }

    static <T> JsonArray list(List<T> values, Function<T, ? extends JsonValue> write) {
        return new JsonArray(values.stream().<JsonValue>map(write).toList());
    }
}
