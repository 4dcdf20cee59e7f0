package dev.perdure.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.http.Reply;
import dev.perdure.llm.rig.Asking;
import dev.perdure.llm.rig.Line;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers of this wire fail of beyond what every driver is held to. */
class FaultsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Overloaded\",\"code\":503}}",
                "{\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"}}",
                "{\"id\":\"c\",\"error\":{\"code\":\"529\",\"message\":\"m\"},\"choices\":[{\"delta\":{}}]}",
                "{\"choices\":[{\"index\":0,\"error\":{\"code\":503,\"message\":\"m\"},\"delta\":{}}]}",
                "{\"object\":\"error\",\"message\":\"m\",\"code\":503}"
            })
    void an_error_in_the_stream_is_a_failure(String error) {
        assertFailure(
                Reply.events(Say.text("so") + "data: " + error + "\n\n" + Say.DONE),
                FailureKind.OVERLOADED,
                new NextMove.BackOff());
    }

    @Test
    void an_event_called_error_is_a_failure() {
        assertFailure(
                Reply.events(Say.text("so") + "event: error\ndata: {\"message\":\"no\"}\n\n"),
                FailureKind.PROVIDER_ERROR,
                new NextMove.BackOff());
    }

    @Test
    void an_error_after_the_finish_is_a_failure_too() {
        assertFailure(
                Reply.events(Say.text("so") + Say.finish("stop") + "data: {\"error\":\"no\"}\n\n"),
                FailureKind.PROVIDER_ERROR,
                new NextMove.BackOff());
    }

    @Test
    void a_finish_by_error_is_a_failure() {
        assertFailure(
                Reply.events(Say.text("so") + Say.finish("error") + Say.DONE),
                FailureKind.PROVIDER_ERROR,
                new NextMove.BackOff());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void a_reason_to_finish_that_is_none_is_no_finish(String none) {
        assertFailure(
                Reply.events(Say.text("so") + Say.finish(none)),
                FailureKind.TRANSPORT,
                new NextMove.BackOff());
    }

    @Test
    void half_a_last_event_is_no_finish() {
        assertFailure(
                Reply.events(Say.text("so") + Say.finish("stop").strip()),
                FailureKind.TRANSPORT,
                new NextMove.BackOff());
    }

    @Test
    void an_end_without_an_answer_is_a_failure() {
        assertFailure(Reply.events(Say.DONE), FailureKind.INVALID_RESPONSE, new NextMove.BackOff());
    }

    @Test
    void an_event_that_is_no_object_is_a_failure() {
        assertFailure(
                Reply.events(Say.text("so") + "data: []\n\n" + Say.answer("more")),
                FailureKind.INVALID_RESPONSE,
                new NextMove.BackOff());
    }

    @Test
    void an_event_without_an_end_is_a_failure() {
        assertFailure(
                exchange -> {
                    exchange.beginEvents();
                    exchange.chunk("data: \"");
                    String much = "x".repeat(1 << 20);
                    for (int sent = 0; sent < 20; sent++) {
                        exchange.chunk(much);
                    }
                },
                FailureKind.INVALID_RESPONSE,
                new NextMove.BackOff());
    }

    @Test
    void what_is_not_http_is_a_failure() {
        assertFailure(
                exchange -> exchange.raw("220 mail ready\r\n\r\n"),
                FailureKind.INVALID_RESPONSE,
                new NextMove.BackOff());
    }

    @Test
    void comments_and_empty_pieces_do_not_break_a_silence() {
        try (Line line =
                ChatLine.to(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(Say.text("so"));
                    while (true) {
                        exchange.chunk(": keep-alive\n\n" + Say.role());
                    }
                })) {
            ModelFailure failure =
                    line.hear(
                                    Asking.about("Hello")
                                            .within(Duration.ofMinutes(1), Duration.ofSeconds(2))
                                            .request())
                            .failure();

            assertThat(failure.kind()).isEqualTo(FailureKind.STALLED);
        }
    }

    @ParameterizedTest
    @CsvSource({"409, PROVIDER_ERROR", "422, INVALID_REQUEST"})
    void a_refusal_without_words_is_judged_by_its_status(int status, FailureKind kind) {
        try (Line line = ChatLine.to(Reply.of(status, "text/html", "<html>no</html>"))) {
            ModelFailure failure = line.hear().failure();

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure.detail())
                    .startsWith("local ")
                    .contains("(" + status + ")")
                    .doesNotContain("html");
            assertThat(line.server().requests()).hasSize(1);
        }
    }

    @Test
    void an_error_under_a_good_status_is_judged_by_its_words() {
        assertFailure(
                Reply.of(
                        200,
                        "application/json",
                        "{\"error\":{\"type\":\"insufficient_quota\",\"message\":\"m\"}}"),
                FailureKind.QUOTA_EXHAUSTED,
                new NextMove.GiveUp());
    }

    @Test
    void a_redirect_is_not_followed() {
        assertFailure(
                exchange -> exchange.answer(308, "location: http://127.0.0.1:1/", ""),
                FailureKind.INVALID_RESPONSE,
                new NextMove.GiveUp());
    }

    @Test
    void a_server_that_cannot_report_usage_is_not_asked_to_again() {
        try (Line line =
                ChatLine.to(exchange -> {
                    if (exchange.request().body().contains("stream_options")) {
                        exchange.answer(
                                400,
                                "content-type: application/json",
                                "{\"error\":{\"message\":\"Unknown field: stream_options\"}}");
                    } else {
                        Reply.events(Say.answer("Hello")).to(exchange);
                    }
                })) {
            ModelFailure first = line.hear().failure();
            assertThat(first.nextMove()).isEqualTo(new NextMove.RetryNow());
            assertThat(line.server().requests()).hasSize(1);

            assertThat(line.hear().text()).isEqualTo("Hello");
            assertThat(line.hear().text()).isEqualTo("Hello");
            assertThat(line.server().requests()).hasSize(3);
        }
    }

    @Test
    void a_call_that_is_cut_short_before_its_arguments_is_never_ready() {
        assertFailure(
                Reply.events(
                        Say.calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"send\"}}")
                                + Say.finish("length")
                                + Say.DONE),
                FailureKind.INVALID_RESPONSE,
                new NextMove.GiveUp());
    }

    @Test
    void what_a_server_says_about_a_key_is_not_repeated_at_all() {
        try (Line line =
                ChatLine.to(Reply.of(401, "application/json", "{\"error\":\"Bad: a,b\"}"))) {
            assertThat(line.hear().failure().detail())
                    .isEqualTo("local does not accept the key (401).");
        }
    }

    @Test
    void a_model_of_somebody_else_is_refused_without_a_request() {
        try (Line line = ChatLine.toEvents(Say.answer("Hello"))) {
            ModelFailure failure =
                    line.hear(Asking.about("Hello").model("other/m").request()).failure();

            assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
            assertThat(line.server().requests()).isEmpty();
        }
    }

    private static void assertFailure(Reply reply, FailureKind kind, NextMove move) {
        try (Line line = ChatLine.to(reply)) {
            ModelFailure failure = line.hear().failure();

            assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
            assertThat(failure.nextMove()).isEqualTo(move);
            assertThat(failure.detail()).isNotBlank().doesNotContain(Line.KEY);
            assertThat(line.server().requests()).hasSize(1);
        }
    }
}
