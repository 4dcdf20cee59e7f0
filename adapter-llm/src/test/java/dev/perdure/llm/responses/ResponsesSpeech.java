package dev.perdure.llm.responses;

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

/** Responses. */
final class ResponsesSpeech implements Speech {

    @Override
    public Usage usage() {
        return USAGE.reasoning(2);
    }

    @Override
    public ModelClient client(String address, EgressClient egress, InstantSource clock) {
        return ResponsesModels.of(
                Account.of(
                        "local",
                        Destination.of(address + "/v1"),
                        new ApiKey(Line.KEY),
                        List.of("m")),
                egress,
                clock);
    }

    @Override
    public String target() {
        return "/v1/responses";
    }

    @Override
    public Map.Entry<String, String> key() {
        return Map.entry("authorization", "Bearer " + Line.KEY);
    }

    @Override
    public String begun(String text) {
        return Say.BEGIN + Say.text(text);
    }

    @Override
    public String answer(String... pieces) {
        return Say.BEGIN + Say.message(pieces) + Say.completed();
    }

    @Override
    public String calls() {
        return Say.BEGIN
                + Say.added(0, Say.call("fc_1", "a", "now", "", "in_progress"))
                + Say.added(1, Say.call("fc_2", "b", "add", "", "in_progress"))
                + Say.arguments("fc_2", "{\\\"a\\\"")
                + Say.arguments("fc_1", "{}")
                + Say.arguments("fc_2", ":1}")
                + Say.done(0, Say.call("fc_1", "a", "now", "{}", "completed"))
                + Say.done(1, Say.call("fc_2", "b", "add", "{\\\"a\\\":1}", "completed"))
                + Say.completed();
    }

    @Override
    public String reasoned() {
        return Say.BEGIN
                + Say.added(0, "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[]}")
                + Say.of(
                        "response.reasoning_summary_part.added",
                        "\"item_id\":\"rs_1\",\"summary_index\":0")
                + Say.of(
                        "response.reasoning_summary_text.delta",
                        "\"item_id\":\"rs_1\",\"delta\":\"Let me \"")
                + Say.of(
                        "response.reasoning_summary_text.delta",
                        "\"item_id\":\"rs_1\",\"delta\":\"see.\"")
                + Say.message("Hello")
                + Say.completed();
    }

    @Override
    public Map<FinishReason, String> reasons() {
        return Map.of(
                FinishReason.STOP, "",
                FinishReason.LENGTH, "max_output_tokens",
                FinishReason.CONTENT_FILTER, "content_filter",
                FinishReason.OTHER, "something_new");
    }

    @Override
    public String finished(String reason) {
        return Say.BEGIN
                + Say.message("Hello")
                + (reason.isEmpty() ? Say.completed() : Say.incomplete(reason));
    }

    @Override
    public String strange() {
        return ": nothing\n\nretry: 3000\n\ndata: {\"object\":\"progress\"}\n\n"
                + Say.created("response.queued")
                + Say.of("response.of_tomorrow.delta", "\"delta\":\"no\"")
                + Say.added(0, "{\"type\":\"item_of_tomorrow\",\"text\":\"no\"}")
                + Say.done(0, "{\"type\":\"item_of_tomorrow\",\"text\":\"no\"}")
                + Say.of("response.output_text.annotation.added", "\"annotation\":{}")
                + Say.message("Hello")
                + Say.completed();
    }

    @Override
    public String overloaded() {
        return Say.of(
                "response.failed",
                "\"response\":{\"id\":\"resp_1\",\"status\":\"failed\",\"error\":"
                        + "{\"code\":\"server_overloaded\",\"message\":\"Overloaded\"}}");
    }

    @Override
    public String tooLong() {
        return "{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}";
    }

    @Override
    public String tooMany() {
        return "{\"error\":{\"type\":\"requests\",\"code\":\"rate_limit_exceeded\"}}";
    }

    @Override
    public String callCutShort() {
        return Say.BEGIN
                + Say.added(0, Say.call("fc_1", "a", "send", "", "in_progress"))
                + Say.arguments("fc_1", "{\\\"to\\\":")
                + Say.done(0, Say.call("fc_1", "a", "send", "{\\\"to\\\":", "incomplete"))
                + Say.incomplete("max_output_tokens");
    }

    @Override
    public String callGarbled() {
        return Say.BEGIN
                + Say.added(0, Say.call("fc_1", "a", "send", "", "in_progress"))
                + Say.arguments("fc_1", "{'to':1}")
                + Say.done(0, Say.call("fc_1", "a", "send", "{'to':1}", "completed"))
                + Say.completed();
    }
}
