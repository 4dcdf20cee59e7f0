package dev.perdure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.message.InputPart;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.tool.ToolResult;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a node tells of a turn whose facts it did not write all. */
class MissedFactsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final KeptSpans kept = new KeptSpans();
    private final TurnFacts facts = new TurnFacts();
    private final SessionScenario session = SessionScenario.opened(storage, PATIENCE);
    private int told = 1;

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void a_node_that_gets_its_turn_back_knows_what_became_of_it_elsewhere() {
        TurnSpans first = node(false);
        TurnSpans second = node(false);
        by(first, facts.received(), facts.started(), facts.reason(1, 1, TurnFacts.FIRST));
        by(
                second,
                facts.superseded(1, 1),
                facts.reason(1, 2, TurnFacts.FIRST),
                facts.failed(1, 2),
                facts.switched(1, 3));
        by(first, facts.cancelled());

        assertThat(kept.names()).containsExactly("chat small", "chat small", "invoke_agent");
        assertThat(kept.named("invoke_agent").getEvents())
                .extracting(EventData::getName)
                .containsExactly("perdure.model_switched");
    }

    @Test
    void a_node_that_takes_a_turn_over_says_what_happened_in_it_before() {
        by(
                node(false),
                facts.received(),
                facts.started(),
                facts.reason(1, 1, TurnFacts.FIRST),
                facts.failed(1, 1, FailureKind.BUSY),
                facts.switched(1, 2));
        by(node(false), facts.cancelled());

        assertThat(kept.named("invoke_agent").getEvents())
                .extracting(EventData::getName)
                .containsExactly("perdure.model_not_called", "perdure.model_switched");
    }

    @Test
    void nothing_is_said_twice_of_a_turn_that_stays_where_it_is() {
        by(node(false), facts.whole().toArray(Event[]::new));

        assertThat(kept.named("invoke_agent").getEvents()).hasSize(1);
    }

    @Test
    void an_attempt_that_called_nobody_is_no_call() {
        by(
                node(false),
                facts.started(),
                facts.reason(1, 1, TurnFacts.FIRST),
                facts.failed(1, 1, FailureKind.CIRCUIT_OPEN),
                facts.cancelled());

        assertThat(kept.names()).containsExactly("invoke_agent");
        assertThat(kept.named("invoke_agent").getEvents())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.getAttributes().get(AttributeKey.stringKey("error.type")))
                                .isEqualTo("circuit_open"));
    }

    @Test
    void the_log_is_asked_again_when_it_could_not_be_read() {
        by(node(false), facts.received(), facts.started(), facts.reason(1, 1, TurnFacts.FIRST));
        AtomicBoolean down = new AtomicBoolean(true);
        TurnSpans heir = kept.node(failing(down), storage.agents(), false, Sampler.alwaysOn());
        by(heir, facts.superseded(1, 1));
        down.set(false);
        by(heir, facts.cancelled());

        assertThat(kept.named("invoke_agent").getTraceId())
                .isEqualTo(TurnIds.Ids.of(facts.turn).trace());
    }

    @Test
    void a_turn_of_unknown_beginning_is_told_as_the_share_has_it() {
        Sampler none = Sampler.parentBased(Sampler.traceIdRatioBased(0));
        by(
                kept.node(storage.log(), storage.agents(), false, none),
                facts.tool(1, ToolResult.success("done")));

        assertThat(kept.all()).isEmpty();
    }

    @Test
    void what_was_said_on_other_nodes_is_told_where_it_is_asked_for() {
        by(node(true), facts.received());
        by(node(true), facts.started(), facts.acting(1));
        by(
                node(true),
                facts.tool(1, ToolResult.success("done")),
                facts.recorded(2, 1, TurnFacts.SECOND, FinishReason.STOP),
                facts.output(2, TurnFacts.SECOND, new InputPart.Text(TurnFacts.SPOKEN)));
        by(node(true), facts.completed());

        assertThat(text(kept.named("invoke_agent"), "gen_ai.input.messages"))
                .contains(TurnFacts.SPOKEN);
        assertThat(text(kept.named("invoke_agent"), "gen_ai.output.messages"))
                .contains(TurnFacts.SPOKEN);
        assertThat(text(kept.named("execute_tool look"), "gen_ai.tool.call.arguments"))
                .contains(TurnFacts.SPOKEN);
    }

    @Test
    void a_message_that_joins_another_turn_is_not_kept() {
        TurnSpans spans = node(true);
        by(spans, facts.received());
        assertThat(spans.remembered()).isOne();

        by(spans, facts.steered());

        assertThat(spans.remembered()).isZero();
    }

    @Test
    void of_a_message_nothing_is_kept_where_what_is_said_is_not_told() {
        TurnSpans spans = node(false);
        by(spans, facts.received());

        assertThat(spans.remembered()).isZero();
    }

    private TurnSpans node(boolean content) {
        return kept.node(storage.log(), storage.agents(), content, Sampler.alwaysOn());
    }

    /** Commits these facts; this node alone hears of them. */
    private void by(TurnSpans node, Event... written) {
        session.write(written);
        List<Envelope> log = session.log();
        log.subList(told, log.size()).forEach(node::of);
        told = log.size();
    }

    private EventReader failing(AtomicBoolean down) {
        return (EventReader)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {EventReader.class},
                        (proxy, method, arguments) -> {
                            if (down.get()) {
                                throw new LogUnavailable("It is away.", new IOException());
                            }
                            try {
                                return method.invoke(storage.log(), arguments);
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        });
    }

    private static String text(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }
}
