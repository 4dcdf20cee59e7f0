package dev.perdure.tools.schema;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is to be known of arguments before they are held against a schema. */
final class GivenArguments {

    /** The validator reads no longer name. */
    static final int NAME_CHARACTERS_MAX = 50_000;

    private GivenArguments() {}

    /** What no check can read, in words for the model. */
    static Optional<String> unreadable(JsonValue value) {
        return switch (value) {
            case JsonNumber number -> unreadable(number);
            case JsonArray array -> first(array.elements());
            case JsonObject object -> {
                boolean named =
                        object.members().stream()
                                .allMatch(member -> member.name().length() <= NAME_CHARACTERS_MAX);
                yield named
                        ? first(object.members().stream().map(JsonMember::value).toList())
                        : Optional.of(
                                "a name in them has more than "
                                        + NAME_CHARACTERS_MAX
                                        + " characters");
            }
            case JsonString ignored -> Optional.empty();
            case JsonBoolean ignored -> Optional.empty();
            case JsonNull ignored -> Optional.empty();
        };
    }

    private static Optional<String> first(List<JsonValue> values) {
        for (JsonValue value : values) {
            Optional<String> words = unreadable(value);
            if (words.isPresent()) {
                return words;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unreadable(JsonNumber number) {
        try {
            number.asBigDecimal();
            return Optional.empty();
        } catch (ArithmeticException tooLong) {
            return Optional.of(
                    "a number in them has more than "
                            + JsonNumber.MAX_CONVERTED_LENGTH
                            + " digits, or an exponent beyond "
                            + JsonNumber.MAX_CONVERTED_SCALE);
        }
    }

    /** What it costs at worst to compare the items of each list with each other. */
    static long comparisons(JsonValue value) {
        long sum = 0;
        if (value instanceof JsonArray array) {
            long items = array.elements().size();
            sum = items * items / 10;
            for (JsonValue element : array.elements()) {
                sum += comparisons(element);
            }
        } else if (value instanceof JsonObject object) {
            for (JsonMember member : object.members()) {
                sum += comparisons(member.value());
            }
        }
        return sum;
    }

    /**
     * The arguments without the properties that are null and that nobody requires, which is how
     * many models leave one out.
     */
    static JsonValue withoutNulls(JsonValue value, JsonObject schema) {
        if (value instanceof JsonArray array) {
            JsonObject items = schema.object("items").orElse(JsonObject.empty());
            return new JsonArray(
                    array.elements().stream().map(item -> withoutNulls(item, items)).toList());
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        Set<String> required = required(schema);
        JsonObject properties = schema.object("properties").orElse(JsonObject.empty());
        List<JsonMember> kept = new ArrayList<>();
        for (JsonMember member : object.members()) {
            Optional<JsonObject> named = properties.object(member.name());
            boolean optional = named.isPresent() && !required.contains(member.name());
            if (!(optional && member.value() instanceof JsonNull)) {
                kept.add(
                        new JsonMember(
                                member.name(),
                                withoutNulls(member.value(), named.orElse(JsonObject.empty()))));
            }
        }
        return new JsonObject(kept);
    }

    private static Set<String> required(JsonObject schema) {
        Set<String> names = new HashSet<>();
        schema.array("required")
                .ifPresent(list ->
                        list.elements().stream()
                                .filter(JsonString.class::isInstance)
                                .forEach(name -> names.add(((JsonString) name).value())));
        return names;
    }
}
