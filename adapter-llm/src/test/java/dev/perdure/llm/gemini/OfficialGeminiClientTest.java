package dev.perdure.llm.gemini;

import com.google.genai.Client;
import com.google.genai.JsonSerializable;
import com.google.genai.ResponseStream;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerateContentResponseUsageMetadata;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Tool;
import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.OfficialClientContract;
import dev.perdure.llm.rig.Speech;
import dev.perdure.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class OfficialGeminiClientTest extends OfficialClientContract {

    /** Base64 as it goes into URLs: its servers take it, and this client reads only the other. */
    private static final String ANY_SIGNATURE = "skip_thought_signature_validator";

    @Override
    protected Speech speech() {
        return new GeminiSpeech();
    }

    @Override
    protected Origin origin() {
        return new Origin("gemini", "local", "m");
    }

    @Override
    protected List<String> reasoning() {
        return List.of(
                "{\"thoughtSignature\":\"czE=\"}",
                "{\"text\":\"t\",\"thoughtSignature\":\"czE=\"}");
    }

    @Override
    protected Heard hear(String address) {
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        long prompt = 0;
        long output = 0;
        try (Client client =
                        Client.builder()
                                .apiKey(Line.KEY)
                                .httpOptions(HttpOptions.builder().baseUrl(address).build())
                                .build();
                ResponseStream<GenerateContentResponse> stream =
                        client.models.generateContentStream(
                                "m", "Hello", GenerateContentConfig.builder().build())) {
            for (GenerateContentResponse piece : stream) {
                for (Part part : parts(piece)) {
                    if (!part.thought().orElse(false)) {
                        text.append(part.text().orElse(""));
                    }
                    part.functionCall()
                            .ifPresent(call ->
                                    calls.add(
                                            call.name().orElseThrow()
                                                    + " "
                                                    + JsonSerializable.toJsonString(
                                                            call.args().orElse(Map.of()))));
                }
                if (piece.usageMetadata().isPresent()) {
                    GenerateContentResponseUsageMetadata usage = piece.usageMetadata().get();
                    prompt = usage.promptTokenCount().orElse(0);
                    output =
                            (long) usage.candidatesTokenCount().orElse(0)
                                    + usage.thoughtsTokenCount().orElse(0);
                }
            }
        }
        return new Heard(text.toString(), calls, prompt, output);
    }

    /** Its type for a whole request is another one than what goes over the wire: read in parts. */
    @Override
    protected void read(String body) {
        JsonObject request = (JsonObject) Json.parse(body.replace(ANY_SIGNATURE, "c2tpcA==")).get();
        for (JsonValue content : elements(request, "contents")) {
            Content.fromJson(content.toJson());
        }
        for (JsonValue tool : elements(request, "tools")) {
            Tool.fromJson(tool.toJson());
        }
        request.object("systemInstruction")
                .ifPresent(instruction -> Content.fromJson(instruction.toJson()));
        request.object("generationConfig")
                .ifPresent(config -> GenerateContentConfig.fromJson(config.toJson()));
    }

    private static List<Part> parts(GenerateContentResponse piece) {
        return piece.candidates().orElse(List.of()).stream()
                .flatMap(candidate -> candidate.content().stream())
                .flatMap(content -> content.parts().orElse(List.of()).stream())
                .toList();
    }

    private static List<JsonValue> elements(JsonObject of, String name) {
        return of.array(name).map(JsonArray::elements).orElse(List.of());
    }
}
