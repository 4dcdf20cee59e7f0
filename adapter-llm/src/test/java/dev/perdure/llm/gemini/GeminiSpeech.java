package dev.perdure.llm.gemini;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ApiKey;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.Speech;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Usage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Gemini. */
final class GeminiSpeech implements Speech {

    @Override
    public Usage usage() {
        return USAGE.reasoning(3);
    }

    @Override
    public ModelClient client(String address, EgressClient egress, InstantSource clock) {
        return GeminiModels.of(
                Account.of(
                        "local",
                        Destination.of(address + "/v1beta"),
                        new ApiKey(Line.KEY),
                        List.of("m")),
                egress,
                clock);
    }

    @Override
    public String target() {
        return "/v1beta/models/m:streamGenerateContent?alt=sse";
    }

    @Override
    public Map.Entry<String, String> key() {
        return Map.entry("x-goog-api-key", Line.KEY);
    }

    @Override
    public String begun(String text) {
        return Say.text(text);
    }

    @Override
    public String answer(String... pieces) {
        StringBuilder all = new StringBuilder();
        for (String piece : pieces) {
            all.append(Say.text(piece));
        }
        return all + Say.finish("STOP");
    }

    @Override
    public String calls() {
        return Say.parts("{\"functionCall\":{\"id\":\"a\",\"name\":\"now\"}}")
                + Say.parts(Say.call("b", "add", "{\"a\":1}"))
                + Say.finish("STOP");
    }

    @Override
    public String reasoned() {
        return Say.parts("{\"text\":\"Let me \",\"thought\":true}")
                + Say.parts("{\"text\":\"see.\",\"thought\":true}")
                + answer("Hello");
    }

    @Override
    public Map<FinishReason, String> reasons() {
        return Map.of(
                FinishReason.STOP, "STOP",
                FinishReason.LENGTH, "MAX_TOKENS",
                FinishReason.CONTENT_FILTER, "SAFETY",
                FinishReason.OTHER, "SOMETHING_NEW");
    }

    @Override
    public String finished(String reason) {
        return Say.text("Hello") + Say.finish(reason);
    }

    @Override
    public String strange() {
        return ": nothing\n\nretry: 3000\n\ndata: {\"progress\":3}\n\n"
                + Say.parts(
                        "{\"executableCode\":{\"code\":\"no\"}}",
                        "{\"text\":\"Hello\",\"x\":{\"y\":1}}")
                + Say.event(
                        "\"candidates\":[{\"index\":1,\"content\":{\"parts\":[{\"text\":\"no\"}]}}]")
                + Say.event("\"promptFeedback\":{\"safetyRatings\":[]}")
                + Say.finish("STOP");
    }

    @Override
    public String overloaded() {
        return "data: {\"error\":{\"code\":503,\"message\":\"Overloaded\",\"status\":\"UNAVAILABLE\"}}\n\n";
    }

    @Override
    public String tooLong() {
        return "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"The input token count"
                + " exceeds the maximum number of tokens allowed 1048576.\"}}";
    }

    @Override
    public String tooMany() {
        return "[{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\"}}]";
    }

    @Override
    public String callCutShort() {
        return Say.parts(
                        "{\"functionCall\":{\"id\":\"a\",\"name\":\"send\",\"args\":{},\"willContinue\":true}}")
                + Say.finish("MAX_TOKENS");
    }

    @Override
    public String callGarbled() {
        return Say.finish("MALFORMED_FUNCTION_CALL");
    }
}
