package dev.perdure.llm.chat;

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

/** Chat Completions. */
final class ChatSpeech implements Speech {

    @Override
    public Usage usage() {
        return USAGE.reasoning(4);
    }

    @Override
    public ModelClient client(String address, EgressClient egress, InstantSource clock) {
        return ChatModels.of(
                Account.of(
                        "local",
                        Destination.of(address + "/v1/"),
                        new ApiKey(Line.KEY),
                        List.of("m")),
                ChatVariant.COMPATIBLE,
                egress,
                clock);
    }

    @Override
    public String target() {
        return "/v1/chat/completions";
    }

    @Override
    public Map.Entry<String, String> key() {
        return Map.entry("authorization", "Bearer " + Line.KEY);
    }

    @Override
    public String begun(String text) {
        return Say.role() + Say.text(text);
    }

    @Override
    public String answer(String... pieces) {
        return Say.answer(pieces);
    }

    @Override
    public String calls() {
        return Say.role()
                + Say.calls(
                        "{\"index\":0,\"id\":\"a\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"now\",\"arguments\":\"\"}}")
                + Say.calls(
                        "{\"index\":1,\"id\":\"b\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"add\",\"arguments\":\"{\\\"a\\\"\"}}")
                + Say.calls("{\"index\":1,\"function\":{\"arguments\":\":1}\"}}")
                + Say.finish("tool_calls")
                + Say.USAGE
                + Say.DONE;
    }

    @Override
    public String reasoned() {
        return Say.delta("{\"reasoning_content\":\"Let me \"}")
                + Say.delta("{\"reasoning_content\":\"see.\"}")
                + Say.answer("Hello");
    }

    @Override
    public Map<FinishReason, String> reasons() {
        return Map.of(
                FinishReason.STOP, "stop",
                FinishReason.LENGTH, "length",
                FinishReason.CONTENT_FILTER, "content_filter",
                FinishReason.OTHER, "something_new");
    }

    @Override
    public String finished(String reason) {
        return Say.text("Hello") + Say.finish(reason) + Say.DONE;
    }

    @Override
    public String strange() {
        return ": PROCESSING\n\nretry: 3000\n\nevent: progress\ndata: {\"percent\":3}\n\n"
                + Say.delta("{\"content\":\"Hello\",\"x\":{\"y\":1}}")
                + Say.finish("stop")
                + Say.DONE;
    }

    @Override
    public String overloaded() {
        return "data: {\"error\":{\"message\":\"Overloaded\",\"code\":503}}\n\n";
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
        return Say.calls(call("{\\\"to\\\":")) + Say.finish("length") + Say.USAGE + Say.DONE;
    }

    @Override
    public String callGarbled() {
        return Say.calls(call("{'to':1}")) + Say.finish("tool_calls") + Say.DONE;
    }

    private static String call(String arguments) {
        return "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"send\",\"arguments\":\""
                + arguments
                + "\"}}";
    }
}
