package dev.perdure.tools.mcp;

import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.engine.toolserver.ServedCall;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the result of a call says to a model: its texts; of anything else that it is there. One that
 * is not what its tool promises is an error.
 *
 * @param check of what is structured in it
 */
record ResultReader(ArgumentsCheck check) {

    ToolResult read(JsonObject result, ServedCall call) {
        String text =
                result.get("content").map(ResultReader::elements).orElse(List.of()).stream()
                        .map(ResultReader::text)
                        .collect(Collectors.joining("\n"));
        Optional<JsonValue> structured = result.get("structuredContent");
        if (result.bool("isError").orElse(false)) {
            return ToolResult.error(text.isBlank() ? "The tool failed and did not say why." : text);
        }
        if (!call.definition().output().members().isEmpty() && !fits(structured, call)) {
            return ToolResult.error(
                    "The tool ran, and its answer is not of the form it promises; nothing of it was"
                            + " kept.");
        }
        return ToolResult.success(
                text.isBlank() ? structured.map(JsonValue::toJson).orElse(text) : text);
    }

    /** Only objects can be held against a schema. */
    private boolean fits(Optional<JsonValue> structured, ServedCall call) {
        JsonObject schema = call.definition().output();
        boolean wantsObject = schema.string("type").filter("object"::equals).isPresent();
        if (structured.isEmpty() || !wantsObject) {
            return structured.isPresent();
        }
        ToolDefinition promise =
                new ToolDefinition("answer", "", schema, ToolHints.READ_ONLY, ToolOwner.ENGINE);
        return structured.get() instanceof JsonObject object
                && check.objection(promise, JsonText.of(object)).isEmpty();
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
