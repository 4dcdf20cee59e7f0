package dev.perdure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.Sample;
import dev.perdure.contract.SampleEntries;
import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Guard;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.model.FinishReason;
import dev.perdure.tool.ToolResult;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnSpansTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOBODY = "0000000000000000";

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final KeptSpans kept = new KeptSpans();
    private final TurnFacts facts = new TurnFacts();

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void every_kind_of_fact_can_be_told() {
        for (boolean content : List.of(false, true)) {
            TurnSpans spans = node(content);
            SampleEntries.all().stream()
                    .filter(Event.class::isInstance)
                    .map(facts::fact)
                    .forEach(spans::of);
        }

        assertThat(kept.names()).anyMatch(name -> name.startsWith("execute_tool "));
    }

    @Test
    void a_turn_is_one_trace_with_its_attempts_and_its_tools_below_it() {
        tell(node(false), facts.whole());

        SpanData turn = kept.named("invoke_agent");
        assertThat(turn.getParentSpanId()).isEqualTo(NOBODY);
        assertThat(kept.names())
                .containsExactly(
                        "chat small",
                        "chat large",
                        "execute_tool look",
                        "chat large",
                        "invoke_agent");
        assertThat(kept.all()).extracting(SpanData::getTraceId).containsOnly(turn.getTraceId());
        assertThat(kept.all().stream().filter(span -> !span.equals(turn)))
                .extracting(SpanData::getParentSpanId)
                .containsOnly(turn.getSpanId());
        assertThat(turn.getEvents())
                .singleElement()
                .satisfies(
                        event -> assertThat(event.getName()).isEqualTo("perdure.model_switched"));
        assertThat(turn.getStartEpochNanos())
                .isEqualTo(TimeUnit.SECONDS.toNanos(TurnFacts.START.getEpochSecond()));
    }

    @Test
    void an_answer_is_told_in_the_words_of_the_conventions() {
        tell(node(false), facts.whole());

        SpanData chat = kept.all().get(1);
        assertThat(chat.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(text(chat, "gen_ai.operation.name")).isEqualTo("chat");
        assertThat(text(chat, "gen_ai.provider.name")).isEqualTo("anthropic");
        assertThat(text(chat, "gen_ai.request.model")).isEqualTo("large");
        assertThat(text(chat, "gen_ai.conversation.id"))
                .isEqualTo(facts.session.id().value().toString());
        assertThat(number(chat, "gen_ai.usage.input_tokens")).isEqualTo(45);
        assertThat(number(chat, "gen_ai.usage.output_tokens")).isEqualTo(20);
        assertThat(number(chat, "gen_ai.usage.cache_read.input_tokens")).isEqualTo(30);
        assertThat(number(chat, "gen_ai.usage.cache_creation.input_tokens")).isEqualTo(5);
        assertThat(number(chat, "gen_ai.usage.reasoning.output_tokens")).isEqualTo(7);
        assertThat(
                        chat.getAttributes()
                                .get(AttributeKey.stringArrayKey("gen_ai.response.finish_reasons")))
                .containsExactly("tool_calls");
        assertThat(
                        chat.getAttributes()
                                .get(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
                .isEqualTo(0.04);
        assertThat(chat.getEndEpochNanos() - chat.getStartEpochNanos())
                .isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void an_attempt_that_failed_says_of_what() {
        tell(node(false), facts.whole());

        SpanData chat = kept.named("chat small");
        assertThat(text(chat, "error.type")).isEqualTo("overloaded");
        assertThat(chat.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(chat, "gen_ai.provider.name")).isEqualTo("openai");
    }

    @Test
    void notes_that_stand_for_a_part_of_the_conversation_are_a_call_of_their_own() {
        tell(
                node(false),
                List.of(
                        facts.started(),
                        facts.reason(1, 1, TurnFacts.FIRST),
                        facts.compacted(1, 1),
                        facts.failed(1, 1)));

        SpanData notes = kept.named("chat large");
        assertThat(text(notes, "perdure.purpose")).isEqualTo("compaction");
        assertThat(number(notes, "gen_ai.usage.output_tokens")).isEqualTo(20);
        assertThat(kept.named("chat small").getSpanId()).isNotEqualTo(notes.getSpanId());
        assertThat(kept.all()).noneMatch(TurnSpansTest::holdsWhatWasSaid);
    }

    @Test
    void a_tool_that_failed_says_how() {
        tell(node(false), List.of(facts.started(), facts.tool(1, ToolResult.timeout("too late"))));

        SpanData tool = kept.named("execute_tool look");
        assertThat(text(tool, "error.type")).isEqualTo("timeout");
        assertThat(text(tool, "gen_ai.tool.call.id")).isEqualTo("call_1");
        assertThat(tool.getEndEpochNanos() - tool.getStartEpochNanos())
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    }

    @Test
    void a_cancel_ends_the_attempt_that_it_cuts_and_the_turn() {
        tell(
                node(false),
                List.of(facts.started(), facts.reason(1, 1, TurnFacts.FIRST), facts.cancelled()));

        assertThat(text(kept.named("chat small"), "error.type")).isEqualTo("cut");
        SpanData turn = kept.named("invoke_agent");
        assertThat(text(turn, "perdure.turn.end")).isEqualTo("cancelled");
        assertThat(text(turn, "error.type")).isEqualTo("cancelled");
    }

    @Test
    void a_turn_that_another_node_takes_over_stays_one_trace() {
        SessionScenario session = SessionScenario.opened(storage, PATIENCE);
        session.write(facts.received(), facts.started(), facts.reason(1, 1, TurnFacts.FIRST));
        List<Envelope> ofTheDead = session.log();
        TurnSpans dead = node(false);
        ofTheDead.forEach(dead::of);
        session.write(
                facts.superseded(1, 1),
                facts.reason(1, 2, TurnFacts.FIRST),
                facts.recorded(1, 2, TurnFacts.FIRST, FinishReason.STOP),
                facts.output(1, TurnFacts.FIRST),
                facts.completed());
        TurnSpans heir = node(false);
        session.log().stream().skip(ofTheDead.size()).forEach(heir::of);

        assertThat(kept.names()).containsExactly("chat small", "chat small", "invoke_agent");
        SpanData turn = kept.named("invoke_agent");
        SpanData given = kept.all().getFirst();
        assertThat(text(given, "error.type")).isEqualTo("superseded");
        assertThat(kept.all().stream().filter(span -> !span.equals(turn)))
                .allMatch(span -> span.getTraceId().equals(turn.getTraceId()))
                .allMatch(span -> span.getParentSpanId().equals(turn.getSpanId()))
                .extracting(SpanData::getSpanId)
                .doesNotHaveDuplicates();
        assertThat(given.getStartEpochNanos())
                .as("it began when the dead node announced it")
                .isEqualTo(
                        TimeUnit.MILLISECONDS.toNanos(ofTheDead.getLast().time().toEpochMilli()));
        assertThat(turn.getStartEpochNanos())
                .isEqualTo(TimeUnit.SECONDS.toNanos(TurnFacts.START.getEpochSecond()));
    }

    @Test
    void a_span_that_hangs_below_a_turn_nobody_here_knows_hangs_below_its_span() {
        TurnSpans elsewhere = node(false);
        tell(elsewhere, facts.whole());
        SpanData turn = kept.named("invoke_agent");

        node(false).of(facts.fact(facts.tool(1, ToolResult.success("done"))));

        SpanData alone = kept.all().getLast();
        assertThat(alone.getTraceId()).isEqualTo(turn.getTraceId());
        assertThat(alone.getParentSpanId()).isEqualTo(turn.getSpanId());
    }

    @Test
    void what_was_said_is_in_no_span_unless_it_is_asked_for() {
        tell(node(false), facts.whole());
        tell(node(false), List.of(facts.started(), facts.cancelled()));

        assertThat(kept.all()).hasSize(6).noneMatch(TurnSpansTest::holdsWhatWasSaid);
    }

    @Test
    void what_was_said_is_told_where_it_is_asked_for() {
        tell(node(true), facts.whole());

        SpanData turn = kept.named("invoke_agent");
        assertThat(text(turn, "gen_ai.input.messages"))
                .isEqualTo(
                        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
                                + TurnFacts.SPOKEN
                                + "\"}]}]");
        assertThat(text(turn, "gen_ai.output.messages"))
                .isEqualTo(
                        "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
                                + TurnFacts.SPOKEN
                                + "\"}],\"finish_reason\":\"stop\"}]");
        SpanData tool = kept.named("execute_tool look");
        assertThat(text(tool, "gen_ai.tool.call.arguments"))
                .isEqualTo(facts.call().arguments().text());
        assertThat(text(tool, "gen_ai.tool.call.result")).isEqualTo(TurnFacts.SPOKEN);
        assertThat(text(kept.named("chat small"), "gen_ai.output.messages")).isNull();
    }

    @Test
    void a_turn_that_ended_before_it_began_has_no_span() {
        SessionScenario session = SessionScenario.opened(storage, PATIENCE);
        session.append(new Guard.Exists(), facts.received());
        session.append(new Guard.Exists(), Sample.fact("between"));
        session.append(new Guard.Exists(), facts.cancelled());

        node(false).of(session.log().getLast());

        assertThat(kept.all()).isEmpty();
    }

    private TurnSpans node(boolean content) {
        return kept.node(storage.log(), storage.agents(), content, Sampler.alwaysOn());
    }

    private void tell(TurnSpans spans, List<Event> told) {
        told.stream().map(facts::fact).forEach(spans::of);
    }

    private static boolean holdsWhatWasSaid(SpanData span) {
        return (span.getName() + span.getAttributes() + span.getEvents() + span.getStatus())
                .contains(TurnFacts.SPOKEN);
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private static Long number(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.longKey(name));
    }
}
