package dev.perdure.llm.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.http.Reply;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.Outcome;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only this wire has. */
class MessagesDecoderTest {

    private static final Origin ORIGIN = new Origin("messages", "local", "m");

    @Test
    void signed_and_redacted_thinking_is_kept_before_the_call_it_led_to() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.thinking(0, "Hm.", "c2ln")
                                + Say.start(1, "{\"type\":\"redacted_thinking\",\"data\":\"ZW5j\"}")
                                + Say.stop(1)
                                + Say.callStart(2, "a", "now")
                                + Say.stop(2)
                                + Say.ending("tool_use"));

        assertThat(heard.chunks())
                .containsSubsequence(
                        new ModelChunk.ThinkingDelta("Hm."),
                        new ModelChunk.OpaquePart(
                                ORIGIN,
                                new JsonText(
                                        "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"c2ln\"}")),
                        new ModelChunk.OpaquePart(
                                ORIGIN,
                                new JsonText("{\"type\":\"redacted_thinking\",\"data\":\"ZW5j\"}")),
                        heard.pieces(ModelChunk.ToolCallReady.class).getFirst());
    }

    @Test
    void thinking_that_nobody_signed_is_shown_and_not_kept() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.thinking(0, "Hm.", "")
                                + Say.wholeText(1, "Hello")
                                + Say.ending("end_turn"));

        assertThat(heard.thinking()).isEqualTo("Hm.");
        assertThat(heard.pieces(ModelChunk.OpaquePart.class)).isEmpty();
    }

    @Test
    void a_signature_without_an_end_is_noticed() {
        String signature = "c".repeat(64 * 1024);
        String piece =
                Say.event(
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                                + "{\"type\":\"signature_delta\",\"signature\":\""
                                + signature
                                + "\"}}");

        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.start(0, "{\"type\":\"thinking\",\"thinking\":\"\"}")
                                + piece.repeat(129)
                                + Say.stop(0)
                                + Say.ending("end_turn"));

        assertThat(heard.failure().kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
        assertThat(heard.pieces(ModelChunk.OpaquePart.class)).isEmpty();
    }

    @Test
    void usage_is_what_was_said_last_and_not_a_sum() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.wholeText(0, "Hello")
                                + Say.event(
                                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null},"
                                                + "\"usage\":{\"output_tokens\":3}}")
                                + Say.event(
                                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                                                + "\"usage\":{\"input_tokens\":8,\"cache_creation_input_tokens\":2,"
                                                + "\"output_tokens\":9}}")
                                + Say.STOP);

        assertThat(heard.usage()).containsExactly(new Usage(8, 9, 5, 2));
    }

    @Test
    void text_after_a_call_stands_after_it() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.callStart(0, "a", "now")
                                + Say.arguments(0, "{}")
                                + Say.stop(0)
                                + Say.wholeText(1, "Done.")
                                + Say.ending("tool_use"));

        assertThat(heard.chunks())
                .containsSubsequence(
                        heard.pieces(ModelChunk.ToolCallReady.class).getFirst(),
                        new ModelChunk.TextDelta("Done."));
        assertThat(heard.finish()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void input_that_comes_whole_is_the_arguments() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.start(
                                        0,
                                        "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"add\",\"input\":{\"x\":1.0}}")
                                + Say.stop(0)
                                + Say.ending("tool_use"));

        assertThat(heard.calls()).containsExactly("a add {\"x\":1.0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "model_context_window_exceeded"})
    void a_call_that_was_cut_before_its_arguments_is_never_ready(String reason) {
        Outcome heard =
                hear(Say.BEGIN + Say.callStart(0, "a", "now") + Say.stop(0) + Say.ending(reason));

        assertThat(heard.failure().kind()).isEqualTo(FailureKind.INVALID_RESPONSE);
    }

    @Test
    void a_refusal_within_a_call_is_a_refusal_of_the_content() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.callStart(0, "a", "now")
                                + Say.arguments(0, "{\\\"x")
                                + Say.ending("refusal"));

        assertThat(heard.failure().kind()).isEqualTo(FailureKind.CONTENT_FILTERED);
    }

    @Test
    void calls_without_ids_get_different_ones() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.callStart(0, "", "now")
                                + Say.stop(0)
                                + Say.callStart(1, "", "now")
                                + Say.stop(1)
                                + Say.ending("tool_use"));

        assertThat(heard.calls()).containsExactly("call_0 now {}", "call_1 now {}");
    }

    @Test
    void a_stream_whose_last_event_is_missing_is_whole_when_it_said_why_it_ends() {
        assertThat(
                        hear(Say.BEGIN
                                        + Say.wholeText(0, "Hello")
                                        + Say.ending("end_turn").replace(Say.STOP, ""))
                                .finish())
                .isEqualTo(FinishReason.STOP);
    }

    private static Outcome hear(String events) {
        try (Line line = Line.to(new MessagesSpeech(), Reply.events(events))) {
            return line.hear();
        }
    }
}
