package dev.perdure.llm.simulated;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Arguments that satisfy a tool's schema, made of what a text offers. Required properties are
 * always given, others when the text mentions their name or one of their constants.
 *
 * <p>Understood of JSON Schema are {@code const}, {@code enum}, {@code default}, {@code type},
 * {@code properties}, {@code required}, {@code items}, the bounds of numbers and of lengths, the
 * first branch of {@code anyOf} and {@code oneOf}, and references within the document; the rest is
 * not looked at.
 */
final class SchemaValues {

    /** Of one call; schemas may refer to themselves. */
    private static final int VALUES_MAX = 200;

    private static final int ELEMENTS_MAX = 16;
    private static final int PADDING_MAX = 10_000;

    private final JsonObject root;
    private final TextValues text;
    private int valuesLeft = VALUES_MAX;

    SchemaValues(JsonObject root, TextValues text) {
        this.root = root;
        this.text = text;
    }

    JsonObject arguments() {
        return object(root);
    }

    private JsonValue value(JsonValue schema) {
        // A schema may also be true or false; neither says what to make.
        if (!(schema instanceof JsonObject described) || valuesLeft-- <= 0) {
            return new JsonString(text.string());
        }
        Optional<JsonValue> constant = described.get("const");
        if (constant.isPresent()) {
            return constant.get();
        }
        List<JsonValue> choices = elements(described, "enum");
        if (!choices.isEmpty()) {
            return choices.stream()
                    .filter(this::isMentioned)
                    .findFirst()
                    .orElse(choices.getFirst());
        }
        Optional<JsonValue> elsewhere = elsewhere(described);
        if (elsewhere.isPresent()) {
            return value(elsewhere.get());
        }
        return switch (type(described)) {
            case "object" -> object(described);
            case "array" -> array(described);
            case "integer" -> number(described, true);
            case "number" -> number(described, false);
            case "boolean" -> JsonBoolean.of(!text.mentions("false"));
            case "null" -> JsonNull.INSTANCE;
            default -> string(described);
        };
    }

    private JsonObject object(JsonObject schema) {
        Set<String> required =
                elements(schema, "required").stream()
                        .filter(JsonString.class::isInstance)
                        .map(name -> ((JsonString) name).value())
                        .collect(Collectors.toSet());
        JsonObjectBuilder object = JsonObject.builder();
        for (JsonMember property :
                schema.object("properties").orElse(JsonObject.empty()).members()) {
            if (required.contains(property.name()) || isAskedFor(property)) {
                object.put(property.name(), value(property.value()));
            }
        }
        return object.build();
    }

    private JsonArray array(JsonObject schema) {
        Optional<JsonValue> items = schema.get("items");
        long least = schema.longValue("minItems").orElse(items.isPresent() ? 1 : 0);
        long most = schema.longValue("maxItems").orElse(ELEMENTS_MAX);
        List<JsonValue> elements = new ArrayList<>();
        while (elements.size() < Math.min(ELEMENTS_MAX, Math.min(least, most))) {
            elements.add(value(items.orElse(JsonBoolean.of(true))));
        }
        return new JsonArray(elements);
    }

    private JsonValue number(JsonObject schema, boolean whole) {
        NumberBounds bounds = NumberBounds.of(schema);
        Optional<BigDecimal> offered =
                text.number(number -> !whole || number.stripTrailingZeros().scale() <= 0);
        if (offered.isEmpty() && schema.get("default").orElse(null) instanceof JsonNumber natural) {
            return natural;
        }
        BigDecimal wished = offered.orElse(BigDecimal.ONE);
        BigDecimal within = bounds.nearest(wished);
        // Only a bound can still have a fraction; it is left towards the inside.
        RoundingMode inwards =
                within.compareTo(wished) > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
        BigDecimal number = whole ? within.setScale(0, inwards) : within;
        return new JsonNumber(number.toPlainString());
    }

    private JsonString string(JsonObject schema) {
        String chosen =
                StringFormats.example(schema.string("format").orElse("")).orElseGet(text::string);
        int length = chosen.codePointCount(0, chosen.length());
        int most = Math.clamp(schema.longValue("maxLength").orElse(length), 0, length);
        long missing = schema.longValue("minLength").orElse(0) - most;
        String padding = ".".repeat(Math.clamp(missing, 0, PADDING_MAX));
        return new JsonString(chosen.substring(0, chosen.offsetByCodePoints(0, most)) + padding);
    }

    private boolean isAskedFor(JsonMember property) {
        return text.mentions(property.name())
                || (property.value() instanceof JsonObject schema
                        && elements(schema, "enum").stream().anyMatch(this::isMentioned));
    }

    private boolean isMentioned(JsonValue constant) {
        return constant instanceof JsonString named && text.mentions(named.value());
    }

    /** The schema that {@code schema} only points to. */
    private Optional<JsonValue> elsewhere(JsonObject schema) {
        Optional<String> reference = schema.string("$ref");
        if (reference.isPresent()) {
            return referenced(reference.get());
        }
        List<JsonValue> branches = new ArrayList<>(elements(schema, "anyOf"));
        branches.addAll(elements(schema, "oneOf"));
        return branches.stream().findFirst();
    }

    private Optional<JsonValue> referenced(String reference) {
        if (!reference.startsWith("#")) {
            return Optional.empty();
        }
        JsonValue at = root;
        for (String name : reference.substring(1).split("/")) {
            if (!name.isEmpty()) {
                JsonValue next =
                        at instanceof JsonObject object ? object.get(name).orElse(null) : null;
                if (next == null) {
                    return Optional.empty();
                }
                at = next;
            }
        }
        return Optional.of(at);
    }

    /** The one type, or the first of several; what it must be when only its keywords tell. */
    private static String type(JsonObject schema) {
        Optional<String> single = schema.string("type");
        if (single.isPresent()) {
            return single.get();
        }
        List<JsonValue> several = elements(schema, "type");
        if (!several.isEmpty() && several.getFirst() instanceof JsonString first) {
            return first.value();
        }
        if (schema.get("properties").isPresent()) {
            return "object";
        }
        return schema.get("items").isPresent() ? "array" : "string";
    }

    private static List<JsonValue> elements(JsonObject schema, String name) {
        return schema.array(name).map(JsonArray::elements).orElse(List.of());
    }
}
