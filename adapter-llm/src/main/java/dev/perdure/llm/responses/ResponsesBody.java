package dev.perdure.llm.responses;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.Settings;
import dev.perdure.llm.provider.ToolSchema;
import dev.perdure.llm.provider.WellFormed;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a request.
 *
 * @param origin what the answer will be of
 */
record ResponsesBody(Origin origin, ModelRequest request) {

    private static final int CACHE_KEY_CHARACTERS = 32;
    private static final Set<String> OURS =
            Set.of(
                    "background",
                    "conversation",
                    "input",
                    "instructions",
                    "messages",
                    "model",
                    "n",
                    "previous_response_id",
                    "store",
                    "stream",
                    "stream_options",
                    "tools");

    /** What other wires have and this one refuses. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "frequency_penalty",
                    "logit_bias",
                    "logprobs",
                    "modalities",
                    "prediction",
                    "presence_penalty",
                    "seed",
                    "stop");

    JsonObject json(boolean asksForReasoning) {
        Settings settings = Settings.of(request, origin.provider(), OURS);
        settings.drop(ELSEWHERE);
        JsonObjectBuilder body = JsonObject.builder();
        body.put("model", origin.model());
        if (!request.instructions().isBlank()) {
            body.put("instructions", WellFormed.text(request.instructions()));
        }
        body.put("input", Items.of(origin, request.transcript()));
        body.put("stream", true);
        body.put("store", false);
        if (asksForReasoning) {
            body.put("include", JsonArray.of(new JsonString("reasoning.encrypted_content")));
        }
        body.put("prompt_cache_key", cacheKey());
        tools(settings, body);
        common(settings, body);
        return settings.over(body.build());
    }

    /** The same at every call of a conversation, so that one server sees them all. */
    private String cacheKey() {
        JsonObjectBuilder conversation =
                JsonObject.builder().put("instructions", request.instructions());
        request.transcript().stream()
                .filter(TranscriptItem.Said.class::isInstance)
                .findFirst()
                .ifPresent(first ->
                        conversation.put(
                                "first",
                                ((TranscriptItem.Said) first).message().id().value().toString()));
        return JsonText.of(conversation.build()).sha256().substring(0, CACHE_KEY_CHARACTERS);
    }

    private static void common(Settings settings, JsonObjectBuilder body) {
        Optional<JsonValue> older = settings.take("max_tokens");
        settings.take("max_completion_tokens")
                .or(() -> older)
                .ifPresent(bound -> body.put("max_output_tokens", bound));
        settings.take("reasoning_effort")
                .ifPresent(effort ->
                        body.put("reasoning", JsonObject.builder().put("effort", effort).build()));
        JsonObjectBuilder text = JsonObject.builder();
        settings.take("response_format").ifPresent(format -> text.put("format", format(format)));
        settings.take("verbosity").ifPresent(verbosity -> text.put("verbosity", verbosity));
        if (!text.build().members().isEmpty()) {
            body.put("text", text.build());
        }
    }

    /** Elsewhere the schema stands one level down. */
    private static JsonValue format(JsonValue format) {
        Optional<JsonObject> schema =
                format instanceof JsonObject object
                        ? object.object("json_schema")
                        : Optional.empty();
        if (schema.isEmpty()) {
            return format;
        }
        JsonObjectBuilder flat = JsonObject.builder().put("type", "json_schema");
        schema.get().members().forEach(member -> flat.put(member.name(), member.value()));
        return flat.build();
    }

    private void tools(Settings settings, JsonObjectBuilder body) {
        Optional<JsonValue> wanted = settings.take("tool_choice");
        Optional<JsonValue> parallel = settings.take("parallel_tool_calls");
        if (request.tools().isEmpty()) {
            return;
        }
        List<JsonValue> tools = request.tools().stream().map(ResponsesBody::tool).toList();
        body.put("tools", new JsonArray(tools));
        body.put("tool_choice", choice(wanted.orElseGet(() -> new JsonString("auto"))));
        parallel.ifPresent(value -> body.put("parallel_tool_calls", value));
    }

    private static JsonValue tool(ToolDefinition tool) {
        return JsonObject.builder()
                .put("type", "function")
                .put("name", tool.name())
                .put("description", WellFormed.text(tool.description()))
                .put("parameters", ToolSchema.of(tool.parameters()))
                .put("strict", false)
                .build();
    }

    private static JsonValue choice(JsonValue wanted) {
        Optional<String> name =
                wanted instanceof JsonObject object
                        ? object.object("function").flatMap(function -> function.string("name"))
                        : Optional.empty();
        return name.<JsonValue>map(named ->
                        JsonObject.builder().put("type", "function").put("name", named).build())
                .orElse(wanted);
    }
}
