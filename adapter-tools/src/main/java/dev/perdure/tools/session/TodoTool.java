package dev.perdure.tools.session;

import dev.perdure.engine.tool.ToolContext;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import java.util.ArrayList;
import java.util.List;

/**
 * Says a list of things to do back in order, so that it is the latest thing the model was shown.
 */
final class TodoTool implements SessionTool {

    static final int ENTRIES_MAX = 100;
    static final int CHARACTERS_MAX = 500;

    private static final String LIST = "todos";
    private static final List<String> STATES = List.of("pending", "in_progress", "completed");

    @Override
    public ToolDefinition definition() {
        JsonObject entry =
                JsonObject.builder()
                        .put("type", "object")
                        .put(
                                "properties",
                                JsonObject.builder()
                                        .put("content", text("What is to be done."))
                                        .put("status", state())
                                        .build())
                        .put("required", strings(List.of("content", "status")))
                        .put("additionalProperties", false)
                        .build();
        return new ToolDefinition(
                "write_todos",
                "Writes down the whole list of things to do, in place of the one before.",
                JsonObject.builder()
                        .put("type", "object")
                        .put(
                                "properties",
                                JsonObject.builder()
                                        .put(
                                                LIST,
                                                JsonObject.builder()
                                                        .put("type", "array")
                                                        .put("items", entry)
                                                        .put("maxItems", ENTRIES_MAX)
                                                        .build())
                                        .build())
                        .put("required", strings(List.of(LIST)))
                        .put("additionalProperties", false)
                        .build(),
                ToolHints.READ_ONLY,
                ToolOwner.ENGINE);
    }

    @Override
    public ToolResult run(Arguments arguments, ToolContext context) throws InvalidArguments {
        List<JsonValue> entries =
                arguments
                        .values()
                        .array(LIST)
                        .map(JsonArray::elements)
                        .orElseThrow(() -> arguments.not("a list", LIST));
        if (entries.size() > ENTRIES_MAX) {
            throw arguments.not("a list of at most " + ENTRIES_MAX + " entries", LIST);
        }
        List<String> lines = new ArrayList<>();
        for (JsonValue entry : entries) {
            lines.add(line(arguments, entry));
        }
        return ToolResult.success(
                lines.isEmpty() ? "The list is empty." : String.join("\n", lines));
    }

    private static String line(Arguments arguments, JsonValue entry) throws InvalidArguments {
        if (!(entry instanceof JsonObject todo)) {
            throw arguments.not("a list of objects", LIST);
        }
        String content = todo.string("content").orElse("").strip();
        String status = todo.string("status").orElse("");
        if (content.isEmpty() || content.length() > CHARACTERS_MAX) {
            throw arguments.not(
                    "a list whose entries have a content of 1 to " + CHARACTERS_MAX + " characters",
                    LIST);
        }
        return switch (status) {
            case "pending" -> "[ ] " + content;
            case "in_progress" -> "[>] " + content;
            case "completed" -> "[x] " + content;
            default ->
                    throw arguments.not(
                            "a list whose entries have a status of " + String.join(", ", STATES),
                            LIST);
        };
    }

    private static JsonObject text(String description) {
        return JsonObject.builder().put("type", "string").put("description", description).build();
    }

    private static JsonObject state() {
        return JsonObject.builder().put("type", "string").put("enum", strings(STATES)).build();
    }

    private static JsonArray strings(List<String> all) {
        return new JsonArray(all.stream().<JsonValue>map(JsonString::new).toList());
    }
}
