package dev.perdure.llm.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.http.Reply;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.json.JsonText;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.Outcome;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.NextMove;
import dev.perdure.model.Origin;
import dev.perdure.model.Usage;
import org.junit.jupiter.api.Test;

/** What only this wire has. */
class ResponsesDecoderTest {

    private static final Origin ORIGIN = new Origin("responses", "local", "m");
    private static final String REASONING =
            "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"ZW5j\"}";

    @Test
    void encrypted_reasoning_is_kept_before_the_call_it_led_to() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.done(0, REASONING)
                                + Say.added(1, Say.call("fc_1", "a", "now", "", "in_progress"))
                                + Say.done(1, Say.call("fc_1", "a", "now", "{}", "completed"))
                                + Say.completed());

        assertThat(heard.chunks())
                .containsSubsequence(
                        new ModelChunk.OpaquePart(ORIGIN, new JsonText(REASONING)),
                        heard.pieces(ModelChunk.ToolCallReady.class).getFirst());
        assertThat(heard.calls()).containsExactly("a now {}");
    }

    @Test
    void reasoning_without_content_is_not_kept() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.done(
                                        0,
                                        "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"encrypted_content\":null}")
                                + Say.message("Hello")
                                + Say.completed());

        assertThat(heard.pieces(ModelChunk.OpaquePart.class)).isEmpty();
    }

    @Test
    void the_phase_of_a_message_is_kept_behind_it() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.text("Hello")
                                + Say.done(
                                        0,
                                        "{\"id\":\"msg_1\",\"type\":\"message\",\"phase\":\"commentary\"}")
                                + Say.completed());

        assertThat(heard.chunks())
                .containsSubsequence(
                        new ModelChunk.TextDelta("Hello"),
                        new ModelChunk.OpaquePart(
                                ORIGIN,
                                new JsonText("{\"type\":\"message\",\"phase\":\"commentary\"}")));
    }

    @Test
    void pieces_need_no_numbers_and_an_answer_may_say_twice_that_it_begins() {
        Outcome heard =
                hear(
                        "data: {\"type\":\"response.created\",\"response\":{}}\n\n"
                                + "data: {\"type\":\"response.created\",\"response\":{}}\n\n"
                                + "data: {\"type\":\"response.output_item.done\",\"item\":"
                                + Say.call("fc_1", "a", "add", "{\\\"x\\\": 1}", "completed")
                                + "}\n\n"
                                + "data: {\"type\":\"response.completed\",\"response\":{}}\n\n");

        assertThat(heard.chunks().getFirst()).isEqualTo(new ModelChunk.Started("m"));
        assertThat(heard.calls()).containsExactly("a add {\"x\": 1}");
        assertThat(heard.usage()).isEmpty();
    }

    @Test
    void a_call_whose_item_does_not_end_is_complete_when_the_answer_is() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.added(0, Say.call("fc_1", "a", "now", "", "in_progress"))
                                + Say.completed());

        assertThat(heard.calls()).containsExactly("a now {}");
        assertThat(heard.finish()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void a_refusal_is_text_with_a_reason_of_its_own() {
        Outcome heard =
                hear(
                        Say.BEGIN
                                + Say.of(
                                        "response.refusal.delta",
                                        "\"item_id\":\"msg_1\",\"delta\":\"I cannot.\"")
                                + Say.completed());

        assertThat(heard.text()).isEqualTo("I cannot.");
        assertThat(heard.finish()).isEqualTo(FinishReason.REFUSAL);
    }

    @Test
    void an_answer_cut_short_reports_what_it_cost() {
        Outcome heard = hear(Say.BEGIN + Say.message("He") + Say.incomplete("max_output_tokens"));

        assertThat(heard.usage()).containsExactly(new Usage(7, 7, 5, 0).reasoning(2));
    }

    @Test
    void an_error_event_and_a_failed_answer_are_failures_of_their_kind() {
        assertThat(
                        hear(Say.BEGIN
                                        + Say.of(
                                                "error",
                                                "\"code\":\"rate_limit_exceeded\",\"message\":\"m\",\"param\":null"))
                                .failure()
                                .kind())
                .isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(
                        hear(Say.BEGIN
                                        + Say.of(
                                                "response.failed",
                                                "\"response\":{\"error\":{\"code\":\"server_error\",\"message\":\"m\"}}"))
                                .failure()
                                .kind())
                .isEqualTo(FailureKind.PROVIDER_ERROR);
    }

    @Test
    void a_model_without_reasoning_to_encrypt_is_not_asked_for_it_again() {
        try (Line line =
                Line.to(
                        new ResponsesSpeech(),
                        exchange -> {
                            if (exchange.request().body().contains("encrypted_content")) {
                                exchange.answer(
                                        400,
                                        "content-type: application/json",
                                        "{\"error\":{\"message\":\"Encrypted content is not supported with this"
                                                + " model.\",\"type\":\"invalid_request_error\",\"param\":\"include\"}}");
                            } else {
                                Reply.events(new ResponsesSpeech().answer("Hello")).to(exchange);
                            }
                        })) {
            assertThat(line.hear().failure().nextMove()).isEqualTo(new NextMove.RetryNow());

            assertThat(line.hear().text()).isEqualTo("Hello");
            assertThat(line.hear().text()).isEqualTo("Hello");
            assertThat(line.server().requests()).hasSize(3);
        }
    }

    private static Outcome hear(String events) {
        try (Line line = Line.to(new ResponsesSpeech(), Reply.events(events))) {
            return line.hear();
        }
    }
}
