package dev.perdure.tools.arguments;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.util.ArrayList;
import java.util.List;

/** Collects the parameters of a tool and makes its definition. */
public final class Parameters {

    private final JsonObjectBuilder properties = JsonObject.builder();
    private final List<JsonValue> required = new ArrayList<>();

    public Parameters number(String name, String description) {
        required.add(new JsonString(name));
        properties.put(name, property("number", description).build());
        return this;
    }

    public Parameters text(String name, String description) {
        required.add(new JsonString(name));
        properties.put(name, property("string", description).build());
        return this;
    }

    public Parameters optionalText(String name, String description) {
        properties.put(name, property("string", description).build());
        return this;
    }

    public Parameters optionalChoice(String name, List<String> choices, String description) {
        JsonArray constants =
                new JsonArray(choices.stream().<JsonValue>map(JsonString::new).toList());
        properties.put(name, property("string", description).put("enum", constants).build());
        return this;
    }

    public Parameters optionalInteger(String name, int min, int max, String description) {
        properties.put(
                name,
                property("integer", description)
                        .put("minimum", JsonNumber.of(min))
                        .put("maximum", JsonNumber.of(max))
                        .build());
        return this;
    }

    /** The definition of a tool that only reads, and knows all it reads. */
    public ToolDefinition ofTool(String name, String description) {
        return ofTool(name, description, ToolHints.READ_ONLY);
    }

    public ToolDefinition ofTool(String name, String description, ToolHints hints) {
        JsonObjectBuilder schema =
                JsonObject.builder().put("type", "object").put("properties", properties.build());
        if (!required.isEmpty()) {
            schema.put("required", new JsonArray(required));
        }
        return new ToolDefinition(
                name,
                description,
                schema.put("additionalProperties", false).build(),
                hints,
                ToolOwner.ENGINE);
    }

    private static JsonObjectBuilder property(String type, String description) {
        return JsonObject.builder().put("type", type).put("description", description);
    }
}
