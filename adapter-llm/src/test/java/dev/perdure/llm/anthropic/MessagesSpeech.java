package dev.perdure.llm.anthropic;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.provider.ApiKey;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.Speech;
import dev.perdure.model.FinishReason;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Messages. */
final class MessagesSpeech implements Speech {

    @Override
    public ModelClient client(String address, EgressClient egress, InstantSource clock) {
        return AnthropicModels.of(
                Account.of("local", Destination.of(address), new ApiKey(Line.KEY), List.of("m")),
                egress,
                clock);
    }

    @Override
    public String target() {
        return "/v1/messages";
    }

    @Override
    public Map.Entry<String, String> key() {
        return Map.entry("authorization", "Bearer " + Line.KEY);
    }

    @Override
    public String begun(String text) {
        return Say.BEGIN + Say.PING + Say.textStart(0) + Say.text(0, text);
    }

    @Override
    public String answer(String... pieces) {
        return Say.BEGIN + Say.wholeText(0, pieces) + Say.ending("end_turn");
    }

    @Override
    public String calls() {
        return Say.BEGIN
                + Say.callStart(0, "a", "now")
                + Say.arguments(0, "")
                + Say.stop(0)
                + Say.callStart(1, "b", "add")
                + Say.arguments(1, "{\\\"a\\\"")
                + Say.arguments(1, ":1}")
                + Say.stop(1)
                + Say.ending("tool_use");
    }

    @Override
    public String reasoned() {
        return Say.BEGIN
                + Say.thinking(0, "Let me see.", "c2ln")
                + Say.wholeText(1, "Hello")
                + Say.ending("end_turn");
    }

    @Override
    public Map<FinishReason, String> reasons() {
        return Map.of(
                FinishReason.STOP, "end_turn",
                FinishReason.LENGTH, "max_tokens",
                FinishReason.CONTEXT_WINDOW, "model_context_window_exceeded",
                FinishReason.REFUSAL, "refusal",
                FinishReason.PAUSED, "pause_turn",
                FinishReason.OTHER, "something_new");
    }

    @Override
    public String finished(String reason) {
        return Say.BEGIN + Say.wholeText(0, "Hello") + Say.ending(reason);
    }

    @Override
    public String strange() {
        return ": nothing\n\nretry: 3000\n\n"
                + Say.PING
                + Say.BEGIN
                + Say.event("{\"type\":\"something_new\",\"text\":\"no\"}")
                + Say.start(0, "{\"type\":\"block_of_tomorrow\",\"text\":\"no\"}")
                + Say.delta(0, "{\"type\":\"delta_of_tomorrow\",\"text\":\"no\"}")
                + Say.stop(0)
                + Say.textStart(1)
                + Say.delta(1, "{\"type\":\"citations_delta\",\"citation\":{\"text\":\"no\"}}")
                + Say.delta(1, "{\"type\":\"text_delta\",\"text\":\"Hello\",\"x\":{\"y\":1}}")
                + Say.stop(1)
                + Say.ending("end_turn");
    }

    @Override
    public String overloaded() {
        return Say.event(
                "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
    }

    @Override
    public String tooLong() {
        return "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                + "\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}";
    }

    @Override
    public String tooMany() {
        return "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\"}}";
    }

    @Override
    public String callCutShort() {
        return Say.BEGIN
                + Say.callStart(0, "a", "send")
                + Say.arguments(0, "{\\\"to\\\":")
                + Say.stop(0)
                + Say.ending("max_tokens");
    }

    @Override
    public String callGarbled() {
        return Say.BEGIN
                + Say.callStart(0, "a", "send")
                + Say.arguments(0, "{'to':1}")
                + Say.stop(0)
                + Say.ending("tool_use");
    }
}
