package dev.perdure.llm.gemini;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.provider.Settings;
import dev.perdure.llm.provider.ToolSchema;
import dev.perdure.llm.provider.WellFormed;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a request.
 *
 * @param origin what the answer will be of
 */
record GeminiBody(Origin origin, ModelRequest request) {

    private static final Set<String> OURS =
            Set.of(
                    "contents",
                    "messages",
                    "model",
                    "n",
                    "stream",
                    "stream_options",
                    "systemInstruction",
                    "tools");

    /** What other wires have and this one refuses. */
    private static final Set<String> ELSEWHERE =
            Set.of(
                    "logit_bias",
                    "logprobs",
                    "metadata",
                    "modalities",
                    "parallel_tool_calls",
                    "prediction",
                    "service_tier",
                    "store",
                    "top_logprobs",
                    "user",
                    "verbosity");

    /** The settings of other wires by their names on this one. */
    private static final List<Map.Entry<String, String>> NAMES =
            List.of(
                    Map.entry("temperature", "temperature"),
                    Map.entry("top_p", "topP"),
                    Map.entry("top_k", "topK"),
                    Map.entry("seed", "seed"),
                    Map.entry("presence_penalty", "presencePenalty"),
                    Map.entry("frequency_penalty", "frequencyPenalty"),
                    Map.entry("max_tokens", "maxOutputTokens"),
                    Map.entry("max_completion_tokens", "maxOutputTokens"));

    JsonObject json() {
        Settings settings = Settings.of(request, origin.provider(), OURS);
        settings.drop(ELSEWHERE);
        JsonObjectBuilder body = JsonObject.builder();
        body.put("contents", Contents.of(origin, request.transcript()));
        if (!request.instructions().isBlank()) {
            JsonObject text =
                    JsonObject.builder()
                            .put("text", WellFormed.text(request.instructions()))
                            .build();
            body.put(
                    "systemInstruction",
                    JsonObject.builder().put("parts", JsonArray.of(text)).build());
        }
        tools(settings, body);
        JsonObject generation = generation(settings);
        if (!generation.members().isEmpty()) {
            body.put("generationConfig", generation);
        }
        return settings.over(body.build());
    }

    private JsonObject generation(Settings settings) {
        JsonObjectBuilder generation = JsonObject.builder();
        NAMES.forEach(name ->
                settings.take(name.getKey())
                        .ifPresent(value -> generation.put(name.getValue(), value)));
        settings.take("stop")
                .ifPresent(stop ->
                        generation.put(
                                "stopSequences",
                                stop instanceof JsonString ? JsonArray.of(stop) : stop));
        settings.take("response_format")
                .filter(JsonObject.class::isInstance)
                .ifPresent(format -> format((JsonObject) format, generation));
        settings.take("reasoning_effort")
                .filter(JsonString.class::isInstance)
                .ifPresent(effort ->
                        generation.put("thinkingConfig", thinking(((JsonString) effort).value())));
        return generation.build();
    }

    private static void format(JsonObject format, JsonObjectBuilder generation) {
        if (format.string("type").orElse("").startsWith("json")) {
            generation.put("responseMimeType", "application/json");
            generation.putIfPresent(
                    "responseJsonSchema",
                    format.object("json_schema").flatMap(named -> named.get("schema")));
        }
    }

    /** Models of the second generation count thoughts in tokens; later ones have levels. */
    private JsonObject thinking(String effort) {
        if (!isOfSecondGeneration(origin.model())) {
            return JsonObject.builder()
                    .put("includeThoughts", true)
                    .put("thinkingLevel", effort.equals("none") ? "minimal" : effort)
                    .build();
        }
        long budget =
                switch (effort) {
                    case "none" -> 0;
                    case "minimal", "low" -> 1_024;
                    case "medium" -> 8_192;
                    default -> 24_576;
                };
        return JsonObject.builder()
                .put("includeThoughts", budget > 0)
                .put("thinkingBudget", budget)
                .build();
    }

    static boolean isOfSecondGeneration(String model) {
        return model.startsWith("gemini-2");
    }

    private void tools(Settings settings, JsonObjectBuilder body) {
        Optional<JsonValue> wanted = settings.take("tool_choice");
        if (request.tools().isEmpty()) {
            return;
        }
        List<JsonValue> declared = request.tools().stream().map(GeminiBody::declaration).toList();
        body.put(
                "tools",
                JsonArray.of(
                        JsonObject.builder()
                                .put("functionDeclarations", new JsonArray(declared))
                                .build()));
        wanted.ifPresent(choice ->
                body.put(
                        "toolConfig",
                        JsonObject.builder().put("functionCallingConfig", choice(choice)).build()));
    }

    private static JsonValue declaration(ToolDefinition tool) {
        return JsonObject.builder()
                .put("name", tool.name())
                .put("description", WellFormed.text(tool.description()))
                .put("parametersJsonSchema", ToolSchema.of(tool.parameters()))
                .build();
    }

    private static JsonValue choice(JsonValue wanted) {
        if (wanted instanceof JsonObject object) {
            Optional<String> name = object.object("function").orElse(object).string("name");
            return name.<JsonValue>map(named ->
                            JsonObject.builder()
                                    .put("mode", "ANY")
                                    .put(
                                            "allowedFunctionNames",
                                            JsonArray.of(new JsonString(named)))
                                    .build())
                    .orElse(object);
        }
        String mode =
                switch (wanted instanceof JsonString word ? word.value() : "auto") {
                    case "required", "any" -> "ANY";
                    case "none" -> "NONE";
                    default -> "AUTO";
                };
        return JsonObject.builder().put("mode", mode).build();
    }
}
