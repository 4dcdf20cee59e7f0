package dev.perdure.tools.http;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Follows the references of a document to places of its own, and writes schemas out for models. A
 * schema that holds itself ends in one that allows anything, where it gets too deep.
 */
final class References {

    private static final int DEPTH_MAX = 12;

    /** Of values written out, for a whole document: references to references grow like powers. */
    private static final int VALUES_MAX = 50_000;

    private static final int HOPS_MAX = 16;

    /** What says nothing to a model of what it may write. */
    private static final Set<String> LEFT_OUT =
            Set.of("example", "examples", "xml", "externalDocs", "discriminator", "nullable");

    private final JsonObject document;
    private int values;

    References(JsonObject document) {
        this.document = document;
    }

    /** What a value refers to; itself when it refers to nothing. */
    JsonValue resolved(JsonValue value) throws UnusableSettings {
        JsonValue at = value;
        for (int hop = 0; hop < HOPS_MAX; hop++) {
            if (!(at instanceof JsonObject object) || object.string("$ref").isEmpty()) {
                return at;
            }
            at = target(object.string("$ref").orElseThrow());
        }
        throw nowhere();
    }

    /** A schema without references. */
    JsonObject inlined(JsonObject schema) throws UnusableSettings {
        return inlined(schema, 0) instanceof JsonObject object ? object : JsonObject.empty();
    }

    static JsonObject with(JsonObject object, String name, JsonValue value) {
        JsonObjectBuilder builder = JsonObject.builder();
        object.members().forEach(member -> builder.put(member.name(), member.value()));
        return builder.put(name, value).build();
    }

    private JsonValue inlined(JsonValue value, int depth) throws UnusableSettings {
        if (++values > VALUES_MAX) {
            throw new UnusableSettings(
                    "The schemas of the openapi document are too large: name fewer operations in"
                            + " include.");
        }
        if (depth > DEPTH_MAX) {
            return JsonObject.empty();
        }
        JsonValue at = resolved(value);
        if (at instanceof JsonArray array) {
            List<JsonValue> elements = new ArrayList<>();
            for (JsonValue element : array.elements()) {
                elements.add(inlined(element, depth + 1));
            }
            return new JsonArray(elements);
        }
        return at instanceof JsonObject object ? members(object, depth) : at;
    }

    private JsonObject members(JsonObject object, int depth) throws UnusableSettings {
        boolean nullable = object.get("nullable").filter(JsonBoolean.TRUE::equals).isPresent();
        JsonObjectBuilder builder = JsonObject.builder();
        for (JsonMember member : object.members()) {
            if (nullable && member.name().equals("type") && member.value() instanceof JsonString) {
                builder.put("type", JsonArray.of(member.value(), new JsonString("null")));
            } else if (member.name().equals("properties")) {
                builder.put("properties", properties(member.value(), depth));
            } else if (!LEFT_OUT.contains(member.name()) && !member.name().startsWith("x-")) {
                builder.put(member.name(), inlined(member.value(), depth + 1));
            }
        }
        return builder.build();
    }

    /** Properties may have any name. */
    private JsonValue properties(JsonValue value, int depth) throws UnusableSettings {
        if (!(resolved(value) instanceof JsonObject properties)) {
            return JsonObject.empty();
        }
        JsonObjectBuilder builder = JsonObject.builder();
        for (JsonMember member : properties.members()) {
            builder.put(member.name(), inlined(member.value(), depth + 1));
        }
        return builder.build();
    }

    private JsonValue target(String reference) throws UnusableSettings {
        if (!reference.startsWith("#/")) {
            throw new UnusableSettings(
                    "The openapi document refers to another one, which is not read.");
        }
        JsonValue at = document;
        for (String part : reference.substring(2).split("/", -1)) {
            String name = part.replace("~1", "/").replace("~0", "~");
            JsonValue next = at instanceof JsonObject object ? object.get(name).orElse(null) : null;
            if (next == null) {
                throw nowhere();
            }
            at = next;
        }
        return at;
    }

    private static UnusableSettings nowhere() {
        return new UnusableSettings("The openapi document has a reference that leads nowhere.");
    }
}
