package dev.perdure.llm.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.contract.http.Exchange;
import dev.perdure.contract.http.Reply;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every driver makes of what a server may do: one outcome, after one request. */
public abstract class DriverContract {

    private static final int DISORDERS = 300;
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(2);

    /** The wire of the driver. */
    protected abstract Speech speech();

    @Test
    @Told(
            when = "sends text, calls side by side, reasoning, usage with cached tokens",
            as = "in order")
    void text_and_usage() {
        try (Line line = to(Reply.events(speech().answer("Hel", "lo")))) {
            Outcome heard = line.hear();

            assertThat(heard.chunks())
                    .containsExactly(
                            new ModelChunk.Started("m-1"),
                            new ModelChunk.TextDelta("Hel"),
                            new ModelChunk.TextDelta("lo"),
                            new ModelChunk.UsageReported(speech().usage()),
                            new ModelChunk.Finished(FinishReason.STOP));
            assertThat(line.server().requests()).hasSize(1);
            assertThat(line.server().requests().getFirst().target()).isEqualTo(speech().target());
            assertThat(line.server().requests().getFirst().header(speech().key().getKey()))
                    .contains(speech().key().getValue());
        }
    }

    @Test
    @Told(
            when = "sends text, calls side by side, reasoning, usage with cached tokens",
            as = "in order")
    void calls() {
        try (Line line = to(Reply.events(speech().calls()))) {
            Outcome heard = line.hear(offering());

            assertThat(heard.calls()).containsExactly("a now {}", "b add {\"a\":1}");
            assertThat(heard.finish()).isEqualTo(FinishReason.TOOL_CALLS);
        }
    }

    @Test
    @Told(
            when = "sends text, calls side by side, reasoning, usage with cached tokens",
            as = "in order")
    void reasoning_is_shown() {
        try (Line line = to(Reply.events(speech().reasoned()))) {
            Outcome heard = line.hear();

            assertThat(heard.thinking()).isEqualTo("Let me see.");
            assertThat(heard.text()).isEqualTo("Hello");
        }
    }

    @Test
    @Told(when = "ends by length, by its filter, for a new reason", as = "that reason")
    void the_reason_to_finish_is_told() {
        assertThat(speech().reasons())
                .containsKeys(FinishReason.STOP, FinishReason.LENGTH, FinishReason.OTHER);
        speech().reasons()
                .forEach((reason, said) -> {
                    try (Line line = to(Reply.events(speech().finished(said)))) {
                        Outcome heard = line.hear();

                        assertThat(heard.text()).isEqualTo("Hello");
                        assertThat(heard.finish()).as(said).isEqualTo(reason);
                    }
                });
    }

    @Test
    @Told(
            when = "sends events, members and reasons to finish that nobody knows",
            as = "passed over")
    void what_is_not_known_is_passed_over() {
        try (Line line = to(Reply.events(speech().strange()))) {
            Outcome heard = line.hear();

            assertThat(heard.text()).isEqualTo("Hello");
            assertThat(heard.finish()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    @Told(when = "sends one byte at a time, or ends its lines in CR LF", as = "the same answer")
    void one_byte_at_a_time_is_the_same_answer() {
        String stream = speech().answer("pr\u00EAt\u00E0 ", "\uD83D\uDE80 \u65E5\u672C");
        try (Line line =
                to(exchange -> {
                    exchange.beginEvents();
                    for (byte each : stream.getBytes(StandardCharsets.UTF_8)) {
                        exchange.chunk(each);
                    }
                    exchange.endChunks();
                })) {
            assertThat(line.hear().text()).isEqualTo("pr\u00EAt\u00E0 \uD83D\uDE80 \u65E5\u672C");
        }
    }

    @Test
    @Told(when = "sends one byte at a time, or ends its lines in CR LF", as = "the same answer")
    void lines_that_end_the_other_way_are_the_same_answer() {
        try (Line line = to(Reply.events(speech().answer("Hello").replace("\n", "\r\n")))) {
            assertThat(line.hear().text()).isEqualTo("Hello");
        }
    }

    @Test
    @Told(when = "has said something and not yet everything", as = "what it said")
    void text_arrives_while_the_answer_goes_on() throws InterruptedException {
        try (Line line = to(thenSilent(speech().begun("so")));
                ModelStream stream = line.open(Asking.about("Hello").request())) {
            assertThat(stream.next()).isEqualTo(new ModelChunk.Started("m-1"));
            assertThat(stream.next()).isEqualTo(new ModelChunk.TextDelta("so"));
        }
    }

    @Test
    @Told(when = "sends an error within the stream", as = "`overloaded`")
    void an_error_in_the_stream_is_a_failure() {
        assertFailure(
                Reply.events(
                        speech().begun("so") + speech().overloaded() + speech().answer("more")),
                FailureKind.OVERLOADED,
                new NextMove.BackOff());
    }

    @Test
    @Told(when = "cuts or resets the connection in the middle", as = "`transport`")
    void a_cut_connection_is_a_failure() {
        assertFailure(
                exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(speech().begun("so"));
                    exchange.cut();
                },
                FailureKind.TRANSPORT,
                new NextMove.BackOff());
    }

    @Test
    @Told(when = "cuts or resets the connection in the middle", as = "`transport`")
    void a_reset_in_the_middle_is_a_failure() {
        assertFailure(
                exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(speech().begun("so"));
                    exchange.reset();
                },
                FailureKind.TRANSPORT,
                new NextMove.BackOff());
    }

    @Test
    @Told(when = "ends its stream cleanly, without having finished", as = "`transport`")
    void a_stream_that_ends_without_finishing_is_a_failure() {
        assertFailure(
                Reply.events(speech().begun("so")), FailureKind.TRANSPORT, new NextMove.BackOff());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": nothing\n\n"})
    @Told(when = "sends half a JSON document, none, or no answer at all", as = "`invalid_response`")
    void a_stream_without_an_answer_is_a_failure(String stream) {
        assertFailure(Reply.events(stream), FailureKind.INVALID_RESPONSE, new NextMove.BackOff());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"te", "nonsense", "{\"a\":1,\"a\":2}"})
    @Told(when = "sends half a JSON document, none, or no answer at all", as = "`invalid_response`")
    void an_event_that_is_garbled_is_a_failure(String data) {
        assertFailure(
                Reply.events(
                        speech().begun("so") + "data: " + data + "\n\n" + speech().answer("more")),
                FailureKind.INVALID_RESPONSE,
                new NextMove.BackOff());
    }

    @Test
    @Told(when = "resets before it answers; does not listen", as = "`transport`")
    void a_connection_lost_before_an_answer_may_be_tried_again_at_once() {
        assertFailure(Exchange::reset, FailureKind.TRANSPORT, new NextMove.RetryNow());
    }

    @Test
    @Told(when = "resets before it answers; does not listen", as = "`transport`")
    void nobody_listening_is_a_failure_that_may_pass() {
        try (Line line = Line.toNobody(speech())) {
            Outcome heard = line.hear();

            assertThat(heard.failure().kind()).isEqualTo(FailureKind.TRANSPORT);
            assertThat(heard.failure().nextMove()).isEqualTo(new NextMove.BackOff());
            assertThat(heard.pieces(ModelChunk.Failed.class).getFirst().asked()).isFalse();
        }
    }

    @Test
    @Told(when = "says nothing, at once or in the middle; sends comments alone", as = "`stalled`")
    void no_answer_in_time_is_a_stall_and_closes_the_connection() {
        try (Line line = to(Exchange::staySilent)) {
            assertStalled(line, SHORT, LONG);
        }
    }

    @Test
    @Told(when = "says nothing, at once or in the middle; sends comments alone", as = "`stalled`")
    void silence_in_the_middle_is_a_stall_and_closes_the_connection() {
        try (Line line = to(thenSilent(speech().begun("so")))) {
            assertStalled(line, LONG, SHORT);
        }
    }

    @Test
    @Told(when = "says nothing, at once or in the middle; sends comments alone", as = "`stalled`")
    void comments_do_not_break_a_silence() {
        try (Line line =
                to(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(speech().begun("so"));
                    while (true) {
                        exchange.chunk(": keep-alive\n\n");
                    }
                })) {
            ModelFailure failure =
                    line.hear(Asking.about("Hello").within(LONG, SHORT).request()).failure();

            assertThat(failure.kind()).isEqualTo(FailureKind.STALLED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "401, AUTHENTICATION",
        "402, QUOTA_EXHAUSTED",
        "403, AUTHENTICATION",
        "404, NOT_FOUND",
        "413, CONTEXT_TOO_LONG",
        "429, RATE_LIMITED",
        "500, PROVIDER_ERROR",
        "502, PROVIDER_ERROR",
        "503, OVERLOADED",
        "529, OVERLOADED"
    })
    @Told(
            when = "answers 400, 401, 402, 403, 404, 413, 429, 500, 502, 503, 529 in HTML",
            as = "by its status")
    void a_refusal_without_words_is_judged_by_its_status(int status, FailureKind kind) {
        try (Line line = to(Reply.of(status, "text/html", "<html>no</html>"))) {
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
    @Told(when = "says that the conversation is too long; `Retry-After`", as = "as above")
    void a_conversation_that_is_too_long_has_to_shrink() {
        assertFailure(
                Reply.of(400, "application/json", speech().tooLong()),
                FailureKind.CONTEXT_TOO_LONG,
                new NextMove.Shrink());
    }

    @Test
    @Told(when = "says that the conversation is too long; `Retry-After`", as = "as above")
    void too_many_requests_wait_as_long_as_asked() {
        assertFailure(
                exchange -> exchange.answer(429, "retry-after: 2", speech().tooMany()),
                FailureKind.RATE_LIMITED,
                new NextMove.RetryAfter(Duration.ofSeconds(2)));
    }

    @Test
    @Told(when = "answers 200 with a page", as = "`invalid_response`")
    void a_page_where_a_stream_should_be_is_no_empty_answer() {
        assertFailure(
                Reply.of(200, "text/html", "<html>Sign in</html>"),
                FailureKind.INVALID_RESPONSE,
                new NextMove.BackOff());
    }

    @Test
    @Told(
            when = "cuts a call short by length, or garbles it",
            as = "never run; what was counted is told")
    void a_call_that_is_cut_short_by_length_is_never_ready() {
        assertFailure(
                Reply.events(speech().callCutShort()),
                FailureKind.INVALID_RESPONSE,
                new NextMove.GiveUp());
    }

    @Test
    @Told(
            when = "cuts a call short by length, or garbles it",
            as = "never run; what was counted is told")
    void an_answer_that_came_to_nothing_costs_what_was_counted() {
        try (Line line = to(Reply.events(speech().callCutShort()))) {
            assertThat(line.hear().usage()).containsExactly(speech().usage());
        }
    }

    @Test
    @Told(
            when = "cuts a call short by length, or garbles it",
            as = "never run; what was counted is told")
    void a_call_whose_arguments_are_no_json_is_never_ready() {
        assertFailure(
                Reply.events(speech().callGarbled()),
                FailureKind.INVALID_RESPONSE,
                new NextMove.BackOff());
    }

    @Test
    @Told(when = "echoes the key", as = "without the key")
    void a_key_that_a_server_echoes_is_not_told() {
        for (int status : new int[] {400, 401, 429, 500}) {
            try (Line line =
                    to(
                            Reply.of(
                                    status,
                                    "application/json",
                                    "{\"error\":{\"message\":\"Incorrect key "
                                            + Line.KEY
                                            + "\"}}"))) {
                assertThat(line.hear().failure().detail()).doesNotContain("abcdef");
            }
        }
    }

    @Test
    @Told(
            when = "is not asked, as a setting would take the place of what the driver decides",
            as = "`invalid_request`")
    void what_the_driver_decides_cannot_be_set() {
        try (Line line = to(Reply.events(speech().answer("Hello")))) {
            ModelFailure failure =
                    line.hear(Asking.about("Hello").settings("{\"model\":\"x\"}").request())
                            .failure();

            assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
            assertThat(failure.detail()).startsWith("The model setting model ");
            assertThat(line.server().requests()).isEmpty();
        }
    }

    /** Events are left out, doubled, exchanged, or come from another answer. */
    @Test
    @Told(
            when = "leaves out, doubles, exchanges or mixes up its events, 300 times by chance",
            as = "one end, within the grammar")
    void whatever_becomes_of_its_events_an_answer_keeps_to_the_grammar_and_ends() {
        List<List<String>> answers =
                Stream.of(
                                speech().answer("Hel", "lo"),
                                speech().calls(),
                                speech().reasoned(),
                                speech().strange(),
                                speech().callCutShort(),
                                speech().begun("so") + speech().overloaded())
                        .map(answer -> List.of(answer.split("(?<=\n\n)")))
                        .toList();
        Random chance = new Random(DISORDERS);
        AtomicReference<String> next = new AtomicReference<>("");
        try (Line line = to(exchange -> Reply.events(next.get()).to(exchange))) {
            for (int n = 0; n < DISORDERS; n++) {
                next.set(disordered(answers, chance));

                // To hear it out is to hold it to the grammar.
                assertThat(line.hear(offering()).chunks().getLast())
                        .as(next.get())
                        .isInstanceOfAny(ModelChunk.Finished.class, ModelChunk.Failed.class);
            }
        }
    }

    private static String disordered(List<List<String>> answers, Random chance) {
        List<String> events = new ArrayList<>(any(answers, chance));
        for (int changes = 1 + chance.nextInt(3); changes > 0 && !events.isEmpty(); changes--) {
            int at = chance.nextInt(events.size());
            switch (chance.nextInt(4)) {
                case 0 -> events.remove(at);
                case 1 -> events.add(at, events.get(chance.nextInt(events.size())));
                case 2 -> Collections.swap(events, at, chance.nextInt(events.size()));
                default -> events.add(at, any(any(answers, chance), chance));
            }
        }
        return String.join("", events);
    }

    private static <T> T any(List<T> of, Random chance) {
        return of.get(chance.nextInt(of.size()));
    }

    @Test
    @Told(
            when = "is in the middle of an answer that is cancelled",
            as = "nothing: it sees the connection closed")
    void cancelling_closes_the_connection_at_the_server() throws InterruptedException, IOException {
        try (Line line = to(thenSilent(speech().begun("so")))) {
            ModelStream stream = line.open(Asking.about("Hello").request());
            stream.next();
            stream.next();

            stream.cancel();

            Await.until(Line.PATIENCE, "the server saw it", () -> line.server().hangUps() == 1);
        }
    }

    private Line to(Reply reply) {
        return Line.to(speech(), reply);
    }

    private void assertFailure(Reply reply, FailureKind kind, NextMove move) {
        try (Line line = to(reply)) {
            ModelFailure failure = line.hear(offering()).failure();

            assertThat(failure.kind()).as(failure.detail()).isEqualTo(kind);
            assertThat(failure.nextMove()).isEqualTo(move);
            assertThat(failure.detail()).isNotBlank().doesNotContain(Line.KEY);
            assertThat(line.server().requests()).hasSize(1);
        }
    }

    private static ModelRequest offering() {
        return Asking.about("Hello").offering("now", "{}").offering("add", "{}").request();
    }

    private static Reply thenSilent(String events) {
        return exchange -> {
            exchange.beginEvents();
            exchange.chunk(events);
            exchange.staySilent();
        };
    }

    private static void assertStalled(Line line, Duration firstChunk, Duration betweenChunks) {
        ModelFailure failure =
                line.hear(Asking.about("Hello").within(firstChunk, betweenChunks).request())
                        .failure();

        assertThat(failure.kind()).isEqualTo(FailureKind.STALLED);
        assertThat(failure.nextMove()).isEqualTo(new NextMove.BackOff());
        Await.until(Line.PATIENCE, "the connection is closed", () -> line.server().hangUps() == 1);
    }
}
