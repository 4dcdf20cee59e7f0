package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tools of the client and calls of tools. */
public final class ToolWire {

    public static final int TOOLS_MAX = 250;

    private static final String CLIENT_SIDE = "client_side";
    private static final String BUILT_IN = "builtin";

    private ToolWire() {}

    public static JsonArray definitions(List<ToolDefinition> tools) {
        return definitions(tools, CLIENT_SIDE);
    }

    /** Tools that the engine runs. */
    public static JsonArray ofEngine(List<ToolDefinition> tools) {
        return definitions(tools, BUILT_IN);
    }

    private static JsonArray definitions(List<ToolDefinition> tools, String type) {
        List<JsonValue> elements = new ArrayList<>(tools.size());
        for (ToolDefinition tool : tools) {
            elements.add(described(tool, type).build());
        }
        return new JsonArray(elements);
    }

    /** A tool of whoever runs it. */
    public static JsonObjectBuilder described(ToolDefinition tool) {
        return switch (tool.owner()) {
            case ENGINE -> described(tool, BUILT_IN);
            case CLIENT -> described(tool, CLIENT_SIDE);
        };
    }

    private static JsonObjectBuilder described(ToolDefinition tool, String type) {
        return JsonObject.builder()
                .put("type", type)
                .put("name", tool.name())
                .put("description", tool.description())
                .put("parameters", tool.parameters());
    }

    /** The client's tools; tools that claim to run elsewhere are not a client's to define. */
    public static Optional<List<ToolDefinition>> read(Fields body) {
        return body.objects("tools").map(elements -> read(body, elements));
    }

    private static List<ToolDefinition> read(Fields body, List<Fields> elements) {
        if (elements.size() > TOOLS_MAX) {
            throw RequestProblems.invalid(
                    body.path("tools"), "has more than " + TOOLS_MAX + " elements.");
        }
        List<ToolDefinition> tools = new ArrayList<>(elements.size());
        for (Fields element : elements) {
            if (element.string("type").orElse(CLIENT_SIDE).equals(CLIENT_SIDE)) {
                tools.add(definition(element));
            }
        }
        return tools;
    }

    private static ToolDefinition definition(Fields element) {
        String name = element.string("name").orElseThrow(() -> element.missing("name"));
        if (!ToolDefinition.isName(name)) {
            throw RequestProblems.invalid(
                    element.path("name"),
                    "must have 1 to 64 characters out of letters, digits, _ and -.");
        }
        return new ToolDefinition(
                name,
                element.string("description").orElse(""),
                parameters(element),
                ToolHints.UNKNOWN,
                ToolOwner.CLIENT);
    }

    private static JsonObject parameters(Fields element) {
        JsonObject parameters = element.object("parameters").orElseGet(ToolWire::anyObject);
        if (parameters.toJson().length() > ToolDefinition.PARAMETERS_CHARACTERS_MAX) {
            throw RequestProblems.invalid(
                    element.path("parameters"),
                    "has more than " + ToolDefinition.PARAMETERS_CHARACTERS_MAX + " characters.");
        }
        return parameters;
    }

    private static JsonObject anyObject() {
        return JsonObject.builder().put("type", "object").build();
    }

    public static JsonObject call(ToolCall call) {
        return JsonObject.builder()
                .put("id", call.id().value())
                .put("name", call.name())
                .put("arguments", arguments(call))
                .build();
    }

    public static JsonArray calls(List<ToolCall> calls) {
        return new JsonArray(calls.stream().<JsonValue>map(ToolWire::call).toList());
    }

    public static JsonArray summaries(List<PlannedCall> calls) {
        List<JsonValue> elements = new ArrayList<>(calls.size());
        for (PlannedCall planned : calls) {
            elements.add(
                    JsonObject.builder()
                            .put("id", planned.call().id().value())
                            .put("name", planned.call().name())
                            .build());
        }
        return new JsonArray(elements);
    }

    /** Clients parse an object here and crash on anything else. */
    public static JsonObject arguments(ToolCall call) {
        JsonValue value = call.arguments().value();
        return value instanceof JsonObject object
                ? object
                : JsonObject.builder().put("value", value).build();
    }

    public static JsonArray text(String text) {
        return JsonArray.of(
                JsonObject.builder().put("type", "text").put("text", new JsonString(text)).build());
    }
}
