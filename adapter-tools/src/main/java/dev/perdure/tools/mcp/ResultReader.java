package dev.perdure.tools.mcp;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolResult;
import dev.perdure.toolserver.ServedDefinition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the result of a call says to a model: its texts; of anything else that it is there. */
final class ResultReader {

    private ResultReader() {}

    static ToolResult read(JsonObject result, ServedDefinition definition) {
        String text =
                result.get("content").map(ResultReader::elements).orElse(List.of()).stream()
                        .map(ResultReader::text)
                        .collect(Collectors.joining("\n"));
        Optional<JsonValue> structured = result.get("structuredContent");
        if (result.bool("isError").orElse(false)) {
            return ToolResult.error(text.isBlank() ? "The tool failed and did not say why." : text);
        }
        if (!definition.output().members().isEmpty() && !fits(structured, definition.output())) {
            return ToolResult.error(
                    "The tool ran, and its answer is not of the form it promises; nothing of it was"
                            + " kept.");
        }
        return ToolResult.success(
                text.isBlank() ? structured.map(JsonValue::toJson).orElse(text) : text);
    }

    private static boolean fits(Optional<JsonValue> structured, JsonObject schema) {
        boolean wantsObject = schema.string("type").filter("object"::equals).isPresent();
        if (structured.isEmpty()) {
            return false;
        }
        if (!wantsObject) {
            return true;
        }
        return structured.get() instanceof JsonObject object
                && schema.get("required").map(ResultReader::elements).orElse(List.of()).stream()
                        .allMatch(name -> has(object, name));
    }

    private static boolean has(JsonObject object, JsonValue name) {
        return object.members().stream()
                .anyMatch(member -> Objects.equals(name, new JsonString(member.name())));
    }

    private static List<JsonValue> elements(JsonValue value) {
        return value instanceof JsonArray array ? array.elements() : List.of();
    }

    private static String text(JsonValue part) {
        if (!(part instanceof JsonObject object)) {
            return "";
        }
        String type = object.string("type").orElse("");
        return switch (type) {
            case "text" -> object.string("text").orElse("");
            case "image", "audio" ->
                    "[" + type + " of type " + mediaType(object) + ", not shown here]";
            case "resource_link" ->
                    "[resource "
                            + object.string("name").orElse("")
                            + ": "
                            + object.string("uri").orElse("")
                            + "]";
            case "resource" -> resource(object.object("resource").orElse(JsonObject.empty()));
            default -> "[a part of another kind, not shown here]";
        };
    }

    private static String resource(JsonObject resource) {
        return resource.string("text")
                .orElseGet(() ->
                        "[resource "
                                + resource.string("uri").orElse("")
                                + " of type "
                                + mediaType(resource)
                                + ", not shown here]");
    }

    private static String mediaType(JsonObject part) {
        return part.string("mimeType").orElse("unknown");
    }
}
