package dev.perdure.llm.anthropic;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonBoolean;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.Settings;
import dev.perdure.llm.provider.ToolSchema;
import dev.perdure.llm.provider.WellFormed;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a request. What is the same at every call of a turn is marked for the provider's
 * cache: the tools, the instructions, and the conversation up to its last message.
 *
 * @param origin what the answer will be of
 */
record MessagesBody(Origin origin, ApiVersion version, ModelRequest request) {

    /** The wire asks for a bound. This one is within what every model in service allows. */
    static final long MAX_TOKENS_OTHERWISE = 16_384;

    static final JsonObject CACHED =
            JsonObject.builder()
                    .put("cache_control", JsonObject.builder().put("type", "ephemeral").build())
                    .build();

    private static final Set<String> OURS =
            Set.of("messages", "model", "n", "stream", "stream_options", "system", "tools");

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
                    "store",
                    "top_logprobs",
                    "verbosity");

    private static final Set<String> SAMPLING = Set.of("temperature", "top_p", "top_k");

    JsonObject json() {
        Settings settings = Settings.of(request, origin.provider(), OURS);
        settings.drop(ELSEWHERE);
        if (!version.hasSampling()) {
            settings.drop(SAMPLING);
        }
        Conversation conversation = Conversation.of(origin, request.transcript());
        JsonObjectBuilder body = JsonObject.builder();
        body.put("model", origin.model());
        body.put("max_tokens", maxTokens(settings));
        body.put("stream", true);
        if (!request.instructions().isBlank()) {
            body.put("system", JsonArray.of(cached(text(request.instructions()))));
        }
        reasoning(settings, body);
        tools(settings, conversation, body);
        common(settings, body);
        body.put("messages", conversation.messages());
        return consistent(settings.over(body.build()), conversation);
    }

    private static JsonValue maxTokens(Settings settings) {
        Optional<JsonValue> older = settings.take("max_tokens");
        return settings.take("max_completion_tokens")
                .or(() -> older)
                .orElseGet(() -> JsonNumber.of(MAX_TOKENS_OTHERWISE));
    }

    private static void reasoning(Settings settings, JsonObjectBuilder body) {
        settings.take("reasoning_effort")
                .filter(JsonString.class::isInstance)
                .map(effort -> ((JsonString) effort).value())
                .filter(effort -> !effort.equals("none"))
                .ifPresent(effort -> {
                    body.put("thinking", JsonObject.builder().put("type", "adaptive").build());
                    body.put(
                            "output_config",
                            JsonObject.builder()
                                    .put("effort", effort.equals("minimal") ? "low" : effort)
                                    .build());
                });
    }

    private static void common(Settings settings, JsonObjectBuilder body) {
        settings.take("temperature")
                .ifPresent(wanted -> body.put("temperature", atMostOne(wanted)));
        settings.take("stop")
                .ifPresent(stop ->
                        body.put(
                                "stop_sequences",
                                stop instanceof JsonString ? JsonArray.of(stop) : stop));
        settings.take("user")
                .ifPresent(user ->
                        body.put("metadata", JsonObject.builder().put("user_id", user).build()));
        Optional<JsonObject> schema =
                settings.take("response_format")
                        .filter(JsonObject.class::isInstance)
                        .flatMap(format -> ((JsonObject) format).object("json_schema"))
                        .flatMap(format -> format.object("schema"));
        if (schema.isPresent()) {
            JsonObject format =
                    JsonObject.builder()
                            .put("type", "json_schema")
                            .put("schema", schema.get())
                            .build();
            JsonObjectBuilder config = JsonObject.builder();
            body.build()
                    .object("output_config")
                    .ifPresent(given ->
                            given.members().forEach(each -> config.put(each.name(), each.value())));
            body.put("output_config", config.put("format", format).build());
        }
    }

    /** Elsewhere a temperature goes up to 2. */
    private static JsonValue atMostOne(JsonValue wanted) {
        boolean more =
                wanted instanceof JsonNumber number && Double.parseDouble(number.lexeme()) > 1;
        return more ? JsonNumber.of(1) : wanted;
    }

    private void tools(Settings settings, Conversation conversation, JsonObjectBuilder body) {
        List<JsonValue> tools = new ArrayList<>();
        for (ToolDefinition tool : request.tools()) {
            tools.add(
                    JsonObject.builder()
                            .put("name", tool.name())
                            .put("description", WellFormed.text(tool.description()))
                            .put("input_schema", ToolSchema.of(tool.parameters()))
                            .build());
        }
        Optional<JsonValue> wanted = settings.take("tool_choice");
        Optional<JsonValue> parallel = settings.take("parallel_tool_calls");
        if (tools.isEmpty()) {
            // A conversation with calls is refused unless their tools are declared.
            conversation.calledTools().forEach(name -> tools.add(stub(name)));
            if (!tools.isEmpty()) {
                body.put("tools", new JsonArray(tools));
                body.put("tool_choice", JsonObject.builder().put("type", "none").build());
            }
            return;
        }
        tools.set(tools.size() - 1, cached((JsonObject) tools.getLast()));
        body.put("tools", new JsonArray(tools));
        boolean oneAtATime = parallel.filter(JsonBoolean.of(false)::equals).isPresent();
        if (wanted.isPresent() || oneAtATime) {
            body.put("tool_choice", choice(wanted.orElse(new JsonString("auto")), oneAtATime));
        }
    }

    private static JsonObject stub(String name) {
        return JsonObject.builder()
                .put("name", name)
                .put("input_schema", ToolSchema.of(JsonObject.empty()))
                .build();
    }

    private static JsonValue choice(JsonValue wanted, boolean oneAtATime) {
        JsonObjectBuilder choice = JsonObject.builder();
        if (wanted instanceof JsonString word) {
            choice.put("type", word.value().equals("required") ? "any" : word.value());
        } else if (wanted instanceof JsonObject object) {
            Optional<String> name = object.object("function").orElse(object).string("name");
            if (name.isEmpty()) {
                return object;
            }
            choice.put("type", "tool").put("name", name.get());
        } else {
            return wanted;
        }
        if (oneAtATime && !choice.build().string("type").orElse("").equals("none")) {
            choice.put("disable_parallel_tool_use", true);
        }
        return choice.build();
    }

    /**
     * Without what contradicts thinking: sampling and a forced choice of tools; and thinking itself
     * where the calls that are being answered came without, from another model, which the server
     * refuses.
     */
    private static JsonObject consistent(JsonObject body, Conversation conversation) {
        boolean thinks =
                body.object("thinking")
                        .flatMap(thinking -> thinking.string("type"))
                        .filter(type -> !type.equals("disabled"))
                        .isPresent();
        if (!thinks) {
            return body;
        }
        boolean forced =
                body.object("tool_choice")
                        .flatMap(choice -> choice.string("type"))
                        .filter(Set.of("any", "tool")::contains)
                        .isPresent();
        JsonObjectBuilder kept = JsonObject.builder();
        body.members()
                .forEach(member -> {
                    boolean contradicts =
                            SAMPLING.contains(member.name())
                                    || (forced && member.name().equals("tool_choice"))
                                    || (conversation.answersStrangersCalls()
                                            && member.name().equals("thinking"));
                    if (!contradicts) {
                        kept.put(member.name(), member.value());
                    }
                });
        return kept.build();
    }

    static JsonObject text(String text) {
        return JsonObject.builder().put("type", "text").put("text", WellFormed.text(text)).build();
    }

    static JsonObject cached(JsonObject block) {
        JsonObjectBuilder marked = JsonObject.builder();
        block.members().forEach(member -> marked.put(member.name(), member.value()));
        CACHED.members().forEach(member -> marked.put(member.name(), member.value()));
        return marked.build();
    }
}
