package dev.perdure.llm.chat;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a request. The agent's model settings become its members as they stand, except for
 * {@code simulated}, which is not for us, and {@code provider_options}, whose member of this
 * provider's name holds settings for it alone. What the driver itself decides cannot be set.
 */
record RequestBody(ChatProvider provider, ModelRequest request) {

    private static final String SIMULATED = "simulated";
    private static final String PROVIDER_OPTIONS = "provider_options";
    private static final String MAX_TOKENS = "max_tokens";
    private static final Set<String> OURS =
            Set.of("messages", "model", "n", "stream", "stream_options", "tools");

    JsonObject of(String model, boolean asksForUsage) throws UnusableSettings {
        JsonObjectBuilder body = JsonObject.builder();
        body.put("model", model);
        body.put("messages", Messages.of(request.instructions(), request.transcript()));
        body.put("stream", true);
        if (asksForUsage) {
            body.put("stream_options", JsonObject.builder().put("include_usage", true).build());
        }
        if (!request.tools().isEmpty()) {
            body.put("tools", tools(request.tools()));
            body.put("tool_choice", "auto");
        }
        for (JsonMember setting : settings()) {
            put(body, setting);
        }
        return body.build();
    }

    private List<JsonMember> settings() throws UnusableSettings {
        List<JsonMember> settings = new ArrayList<>();
        for (JsonMember member : request.settings().members()) {
            if (!member.name().equals(SIMULATED) && !member.name().equals(PROVIDER_OPTIONS)) {
                settings.add(member);
            }
        }
        Optional<JsonValue> options = request.settings().get(PROVIDER_OPTIONS);
        if (options.isPresent()) {
            Optional<JsonValue> own = object(PROVIDER_OPTIONS, options.get()).get(provider.name());
            if (own.isPresent()) {
                String path = PROVIDER_OPTIONS + "." + provider.name();
                settings.addAll(object(path, own.get()).members());
            }
        }
        return settings;
    }

    private void put(JsonObjectBuilder body, JsonMember setting) throws UnusableSettings {
        if (OURS.contains(setting.name())) {
            throw new UnusableSettings(
                    "The model setting " + setting.name() + " is not an agent's to choose.");
        }
        boolean ofTools =
                setting.name().equals("tool_choice")
                        || setting.name().equals("parallel_tool_calls");
        if (ofTools && request.tools().isEmpty()) {
            // Servers refuse a choice between no tools.
            return;
        }
        body.put(
                setting.name().equals(MAX_TOKENS)
                        ? provider.variant().lengthSetting()
                        : setting.name(),
                setting.value());
    }

    private static JsonObject object(String path, JsonValue value) throws UnusableSettings {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new UnusableSettings("The model setting " + path + " is not an object.");
    }

    private static JsonArray tools(List<ToolDefinition> tools) {
        return new JsonArray(tools.stream().map(RequestBody::tool).toList());
    }

    private static JsonValue tool(ToolDefinition tool) {
        JsonObject function =
                JsonObject.builder()
                        .put("name", tool.name())
                        .put("description", WellFormed.text(tool.description()))
                        .put("parameters", parameters(tool.parameters()))
                        .build();
        return JsonObject.builder().put("type", "function").put("function", function).build();
    }

    /** A schema says that arguments are an object, or servers refuse it. */
    private static JsonObject parameters(JsonObject schema) {
        if (schema.get("type").isPresent()) {
            return schema;
        }
        List<JsonMember> members = new ArrayList<>();
        members.add(new JsonMember("type", new JsonString("object")));
        if (schema.get("properties").isEmpty()) {
            members.add(new JsonMember("properties", JsonObject.empty()));
        }
        members.addAll(schema.members());
        return new JsonObject(members);
    }
}
