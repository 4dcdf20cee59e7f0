package dev.perdure.llm.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Await;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.llm.rig.Asking;
import dev.perdure.llm.rig.Line;
import dev.perdure.llm.rig.Outcome;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whole answers come out as, however they are sent. */
class AnswersTest {

    @Test
    void text_usage_and_finish() {
        try (Line line = ChatLine.toEvents(Say.answer("Hel", "lo"))) {
            Outcome heard = line.hear();

            assertThat(heard.chunks())
                    .containsExactly(
                            new ModelChunk.Started("m-1"),
                            new ModelChunk.TextDelta("Hel"),
                            new ModelChunk.TextDelta("lo"),
                            new ModelChunk.UsageReported(new Usage(7, 7, 5, 0).reasoning(4)),
                            new ModelChunk.Finished(FinishReason.STOP));
            assertThat(line.server().requests()).hasSize(1);
            assertThat(line.server().requests().getFirst().target())
                    .isEqualTo("/v1/chat/completions");
            assertThat(line.server().requests().getFirst().header("authorization"))
                    .contains("Bearer " + Line.KEY);
        }
    }

    @Test
    void text_arrives_while_the_answer_goes_on() throws InterruptedException {
        try (Line line =
                        ChatLine.to(exchange -> {
                            exchange.beginEvents();
                            exchange.chunk(Say.role() + Say.text("so"));
                            exchange.staySilent();
                        });
                ModelStream stream = line.open(Asking.about("Hello").request())) {
            assertThat(stream.next()).isEqualTo(new ModelChunk.Started("m-1"));
            assertThat(stream.next()).isEqualTo(new ModelChunk.TextDelta("so"));
        }
    }

    @Test
    void one_byte_at_a_time_is_the_same_answer() {
        String stream = Say.answer("pr\u00EAt\u00E0 ", "\uD83D\uDE80 \u65E5\u672C");
        try (Line line =
                ChatLine.to(exchange -> {
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
    void lines_that_end_the_other_way_are_the_same_answer() {
        try (Line line = ChatLine.toEvents(Say.answer("Hello").replace("\n", "\r\n"))) {
            assertThat(line.hear().text()).isEqualTo("Hello");
        }
    }

    @Test
    void what_is_not_known_is_passed_over() {
        try (Line line =
                ChatLine.toEvents(
                        ": PROCESSING\n\n",
                        "retry: 3000\n\n",
                        "data: {\"choices\":[],\"prompt_filter_results\":[{}],\"model\":\"\"}\n\n",
                        "event: progress\ndata: {\"percent\":3}\n\n",
                        Say.delta(
                                "{\"role\":\"assistant\",\"content\":null,\"obfuscation\":\"x\"}"),
                        Say.delta("{\"content\":\"Hello\",\"annotations\":[],\"x\":{\"y\":1}}"),
                        "data: {\"choices\":[{\"index\":1,\"delta\":{\"content\":\"other\"}}]}\n\n",
                        "data: {\"error\":null,\"choices\":[{\"delta\":{}}],\"created\":1.5}\n\n",
                        Say.finish("stop"),
                        Say.DONE)) {
            Outcome heard = line.hear();

            assertThat(heard.text()).isEqualTo("Hello");
            assertThat(heard.finish()).isEqualTo(FinishReason.STOP);
            assertThat(heard.chunks().getFirst()).isEqualTo(new ModelChunk.Started("m"));
            assertThat(heard.usage()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"reasoning_content", "reasoning"})
    void reasoning_goes_by_either_name(String name) {
        try (Line line =
                ChatLine.toEvents(
                        Say.delta("{\"" + name + "\":\"Let me \"}"),
                        Say.delta("{\"" + name + "\":\"see.\",\"content\":\"\"}"),
                        Say.answer("Hello"))) {
            Outcome heard = line.hear();

            assertThat(heard.thinking()).isEqualTo("Let me see.");
            assertThat(heard.text()).isEqualTo("Hello");
        }
    }

    @Test
    void content_in_parts_is_text_and_thinking() {
        try (Line line =
                ChatLine.toEvents(
                        Say.delta(
                                "{\"content\":[{\"type\":\"thinking\",\"thinking\":"
                                        + "[{\"type\":\"text\",\"text\":\"Hm.\"}]}]}"),
                        Say.delta("{\"content\":[{\"type\":\"text\",\"text\":\"Hello\"}]}"),
                        Say.finish("stop"),
                        Say.DONE)) {
            Outcome heard = line.hear();

            assertThat(heard.thinking()).isEqualTo("Hm.");
            assertThat(heard.text()).isEqualTo("Hello");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stop, STOP",
        "length, LENGTH",
        "content_filter, CONTENT_FILTER",
        "tool_calls, STOP",
        "something_new, OTHER"
    })
    void the_reason_to_finish_is_told(String said, FinishReason reason) {
        try (Line line = ChatLine.toEvents(Say.text("Hello"), Say.finish(said), Say.DONE)) {
            assertThat(line.hear().finish()).isEqualTo(reason);
        }
    }

    @Test
    void a_refusal_is_text_with_a_reason_of_its_own() {
        try (Line line =
                ChatLine.toEvents(
                        Say.delta("{\"refusal\":\"I cannot \"}"),
                        Say.delta("{\"refusal\":\"do that.\"}"),
                        Say.finish("stop"),
                        Say.DONE)) {
            Outcome heard = line.hear();

            assertThat(heard.text()).isEqualTo("I cannot do that.");
            assertThat(heard.finish()).isEqualTo(FinishReason.REFUSAL);
        }
    }

    @Test
    void calls_finish_an_answer_with_calls_whatever_the_reason_says() {
        try (Line line =
                ChatLine.toEvents(
                        Say.calls(
                                "{\"index\":0,\"id\":\"a\",\"function\":"
                                        + "{\"name\":\"now\",\"arguments\":\"{}\"}}"),
                        Say.finish("stop"),
                        Say.DONE)) {
            Outcome heard = line.hear();

            assertThat(heard.calls()).containsExactly("a now {}");
            assertThat(heard.finish()).isEqualTo(FinishReason.TOOL_CALLS);
        }
    }

    @Test
    void a_stream_without_its_mark_at_the_end_is_whole_when_it_has_finished() {
        try (Line line = ChatLine.toEvents(Say.text("Hello"), Say.finish("stop"), Say.USAGE)) {
            Outcome heard = line.hear();

            assertThat(heard.finish()).isEqualTo(FinishReason.STOP);
            assertThat(heard.usage()).containsExactly(new Usage(7, 7, 5, 0).reasoning(4));
        }
    }

    @Test
    void a_server_that_forgets_to_end_its_stream_is_not_waited_for() {
        try (Line line =
                ChatLine.to(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(Say.text("Hello") + Say.finish("stop"));
                    exchange.staySilent();
                })) {
            long begin = System.nanoTime();

            assertThat(line.hear().finish()).isEqualTo(FinishReason.STOP);

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(45));
        }
    }

    @Test
    void a_connection_lost_after_the_finish_takes_nothing_away() {
        try (Line line =
                ChatLine.to(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(Say.text("Hello") + Say.finish("stop"));
                    exchange.cut();
                })) {
            assertThat(line.hear().finish()).isEqualTo(FinishReason.STOP);
        }
    }

    @Test
    void what_was_reasoned_beside_the_completion_is_output_too() {
        String beside =
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":3,"
                        + "\"total_tokens\":20,\"completion_tokens_details\":{\"reasoning_tokens\":7}}}\n\n";
        try (Line line = ChatLine.toEvents(Say.text("so"), Say.finish("stop"), beside, Say.DONE)) {
            assertThat(line.hear().usage()).containsExactly(new Usage(10, 10, 0, 0).reasoning(7));
        }
    }

    @Test
    void the_last_usage_counts_and_zeros_do_not() {
        try (Line line =
                ChatLine.toEvents(
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}\n\n",
                        Say.text("Hello"),
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
                                + "\"prompt_cache_hit_tokens\":9}}\n\n",
                        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":0}}\n\n",
                        Say.finish("stop"),
                        Say.DONE)) {
            assertThat(line.hear().usage()).containsExactly(new Usage(0, 2, 3, 0));
        }
    }

    /** Every other connection is cut, so that only the first can be used again. */
    @Test
    void the_connection_serves_the_next_call_although_its_end_comes_late() {
        CountDownLatch heard = new CountDownLatch(1);
        try (Line line =
                ChatLine.to(exchange -> {
                    if (exchange.request().connection() > 1) {
                        exchange.cut();
                        return;
                    }
                    exchange.beginEvents();
                    exchange.chunk(Say.answer("Hello"));
                    await(heard);
                    exchange.endChunks();
                })) {
            assertThat(line.hear().text()).isEqualTo("Hello");
            heard.countDown();

            Await.until(
                    Line.PATIENCE,
                    "the connection is used again",
                    () -> {
                        line.hear();
                        return line.server().requests().stream()
                                .skip(1)
                                .anyMatch(request -> request.connection() == 1);
                    });
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Test
    void cancelling_closes_the_connection_at_the_server() throws InterruptedException, IOException {
        try (Line line =
                ChatLine.to(exchange -> {
                    exchange.beginEvents();
                    exchange.chunk(Say.text("so"));
                    exchange.staySilent();
                })) {
            ModelStream stream = line.open(Asking.about("Hello").request());
            stream.next();
            stream.next();

            stream.cancel();

            Await.until(Line.PATIENCE, "the server saw it", () -> line.server().hangUps() == 1);
        }
    }

    @Test
    void cancelling_closes_a_connection_that_has_not_answered() throws InterruptedException {
        try (Line line = ChatLine.to(exchange -> exchange.staySilent())) {
            ModelStream stream = line.open(Asking.about("Hello").request());
            Await.until(Line.PATIENCE, "it was asked", () -> line.server().requests().size() == 1);

            stream.close();

            Await.until(Line.PATIENCE, "the server saw it", () -> line.server().hangUps() == 1);
        }
    }
}
