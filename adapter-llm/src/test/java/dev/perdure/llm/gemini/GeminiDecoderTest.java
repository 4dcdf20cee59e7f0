package dev.perdure.llm.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.http.Reply;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.Outcome;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Origin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What only this wire has. */
class GeminiDecoderTest {

    private static final Origin ORIGIN = new Origin("gemini", "local", "m");

    @Test
    void the_signature_of_a_call_is_kept_before_it() {
        Outcome heard =
                hear(
                        Say.parts(
                                        "{\"functionCall\":{\"name\":\"now\",\"args\":{}},\"thoughtSignature\":\"c2ln\"}",
                                        "{\"functionCall\":{\"name\":\"now\",\"args\":{}}}")
                                + Say.finish("STOP"));

        assertThat(heard.calls()).containsExactly("call_0 now {}", "call_1 now {}");
        assertThat(heard.pieces(ModelChunk.OpaquePart.class))
                .containsExactly(
                        new ModelChunk.OpaquePart(
                                ORIGIN, new JsonText("{\"thoughtSignature\":\"c2ln\"}")));
        assertThat(heard.chunks())
                .containsSubsequence(
                        heard.pieces(ModelChunk.OpaquePart.class).getFirst(),
                        heard.pieces(ModelChunk.ToolCallReady.class).getFirst());
        assertThat(heard.finish()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void the_signature_of_a_text_is_kept_as_a_part_of_its_own() {
        Outcome heard =
                hear(
                        Say.text("Hello")
                                + Say.parts("{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}")
                                + Say.finish("STOP"));

        assertThat(heard.pieces(ModelChunk.OpaquePart.class))
                .containsExactly(
                        new ModelChunk.OpaquePart(
                                ORIGIN,
                                new JsonText("{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}")));
    }

    @Test
    void a_prompt_that_is_blocked_is_a_failure_with_its_reason() {
        ModelFailure failure =
                hear(Say.event("\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}"))
                        .failure();

        assertThat(failure.kind()).isEqualTo(FailureKind.CONTENT_FILTERED);
        assertThat(failure.nextMove()).isEqualTo(new NextMove.GiveUp());
        assertThat(failure.detail()).contains("PROHIBITED_CONTENT");
    }

    @Test
    void a_refusal_says_in_its_details_when_to_come_back() {
        try (Line line =
                Line.to(
                        new GeminiSpeech(),
                        Reply.of(
                                429,
                                "application/json",
                                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"message\":\"m\",\"details\":["
                                        + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34s\"}]}}"))) {
            assertThat(line.hear().failure().nextMove())
                    .isEqualTo(new NextMove.RetryAfter(Duration.ofSeconds(34)));
        }
    }

    @Test
    void the_key_is_not_in_the_address() {
        try (Line line = Line.to(new GeminiSpeech(), Reply.events(Say.finish("STOP")))) {
            line.hear();

            assertThat(line.server().requests().getFirst().target()).doesNotContain(Line.KEY);
            assertThat(line.server().requests().getFirst().header("authorization")).isEmpty();
        }
    }

    private static Outcome hear(String events) {
        try (Line line = Line.to(new GeminiSpeech(), Reply.events(events))) {
            return line.hear();
        }
    }
}
