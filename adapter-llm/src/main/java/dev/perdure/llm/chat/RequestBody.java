package dev.perdure.llm.chat;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.Settings;
import dev.perdure.llm.provider.ToolSchema;
import dev.perdure.llm.provider.WellFormed;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolDefinition;
import java.util.List;
import java.util.Set;

/**
 * The body of a request. The agent's model settings become its members as they stand. What the
 * driver itself decides cannot be set.
 *
 * @param origin what the answer will be of
 */
record RequestBody(Origin origin, ChatVariant variant, ModelRequest request) {

    private static final String MAX_TOKENS = "max_tokens";
    private static final Set<String> OURS =
            Set.of("messages", "model", "n", "stream", "stream_options", "tools");
    private static final Set<String> OF_TOOLS = Set.of("tool_choice", "parallel_tool_calls");

    JsonObject of(boolean asksForUsage) {
        Settings settings = Settings.of(request, origin.provider(), OURS);
        JsonObjectBuilder body = JsonObject.builder();
        body.put("model", origin.model());
        body.put("messages", Messages.of(origin, request.instructions(), request.transcript()));
        body.put("stream", true);
        if (asksForUsage) {
            body.put("stream_options", JsonObject.builder().put("include_usage", true).build());
        }
        if (!request.tools().isEmpty()) {
            body.put("tools", tools(request.tools()));
            body.put("tool_choice", "auto");
        }
        settings.rest().forEach((name, value) -> put(body, name, value));
        return body.build();
    }

    private void put(JsonObjectBuilder body, String name, JsonValue value) {
        // Servers refuse a choice between no tools.
        if (!request.tools().isEmpty() || !OF_TOOLS.contains(name)) {
            body.put(name.equals(MAX_TOKENS) ? variant.lengthSetting() : name, value);
        }
    }

    private static JsonArray tools(List<ToolDefinition> tools) {
        return new JsonArray(tools.stream().map(RequestBody::tool).toList());
    }

    private static JsonValue tool(ToolDefinition tool) {
        JsonObject function =
                JsonObject.builder()
                        .put("name", tool.name())
                        .put("description", WellFormed.text(tool.description()))
                        .put("parameters", ToolSchema.of(tool.parameters()))
                        .build();
        return JsonObject.builder().put("type", "function").put("function", function).build();
    }
}
