package dev.perdure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.contract.SampleEntries;
import dev.perdure.contract.SessionScenario;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageId;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EngineMetricsTest {

    private static final SessionKey SESSION = SessionScenario.freshKey(OrganisationId.DEFAULT);
    private static final TurnId TURN = new TurnId(new UUID(1, 1));
    private static final MessageId OUTPUT = new MessageId(new UUID(1, 2));
    private static final StepNumber STEP = new StepNumber(1);
    private static final Attempt FIRST = new Attempt(1);
    private static final ModelRef MODEL = new ModelRef("local/small");

    private final EngineMetrics metrics = EngineMetrics.create();

    @Test
    void every_kind_of_fact_can_be_counted() {
        SampleEntries.all().stream()
                .filter(Event.class::isInstance)
                .map(EngineMetricsTest::envelope)
                .forEach(metrics::committed);

        assertThat(metrics.text()).contains("perdure_turns_ended_total{end=\"completed\"");
    }

    @Test
    void an_answer_is_counted_with_its_model_its_time_and_its_tokens() {
        tell(new StepEvent.ReasonStarted(TURN, STEP, FIRST, OUTPUT, MODEL));
        tell(
                new StepEvent.GenerationRecorded(
                        TURN,
                        STEP,
                        FIRST,
                        new StreamVersion(1),
                        new StreamVersion(2),
                        "hash",
                        OUTPUT,
                        MODEL,
                        FinishReason.STOP,
                        new Usage(10, 20, 30, 0),
                        Duration.ofSeconds(2),
                        Duration.ofMillis(40)));

        assertThat(metrics.text())
                .contains(
                        "perdure_model_calls_total{model=\"local/small\",result=\"answered\"} 1.0",
                        "perdure_model_call_duration_seconds_sum{model=\"local/small\"} 2.0",
                        "perdure_model_first_chunk_seconds_sum{model=\"local/small\"} 0.04",
                        "perdure_model_tokens_total{model=\"local/small\",type=\"input\"} 10.0",
                        "perdure_model_tokens_total{model=\"local/small\",type=\"output\"} 20.0",
                        "perdure_model_tokens_total{model=\"local/small\",type=\"cache_read\"} 30.0")
                .doesNotContain("cache_creation");
    }

    @Test
    void a_failure_is_counted_for_the_model_that_was_called() {
        tell(new StepEvent.ReasonStarted(TURN, STEP, FIRST, OUTPUT, MODEL));
        tell(
                new StepEvent.ReasonFailed(
                        TURN,
                        STEP,
                        FIRST,
                        new ModelFailure(
                                FailureKind.OVERLOADED, new NextMove.GiveUp(), "It is busy."),
                        null,
                        Usage.NONE,
                        Duration.ofSeconds(1)));

        assertThat(metrics.text())
                .contains(
                        "perdure_model_calls_total{model=\"local/small\",result=\"overloaded\"} 1.0");
    }

    @Test
    void a_call_that_a_cancel_cut_is_counted_as_cut() {
        tell(new StepEvent.ReasonStarted(TURN, STEP, FIRST, OUTPUT, MODEL));
        tell(new TurnEvent.TurnCancelled(TURN, "enough", Usage.NONE));

        assertThat(metrics.text())
                .contains(
                        "perdure_model_calls_total{model=\"local/small\",result=\"cut\"} 1.0",
                        "perdure_turns_ended_total{end=\"cancelled\",reason=\"\"} 1.0");
    }

    @Test
    void names_that_users_choose_are_told_apart_up_to_a_bound() {
        for (int n = 0; n < 1_000; n++) {
            tell(
                    new StepEvent.ToolCompleted(
                            TURN,
                            STEP,
                            new ToolCallId("call_" + n),
                            "tool_" + n,
                            ToolResult.success("done"),
                            Duration.ofMillis(1)));
        }

        String text = metrics.text();
        assertThat(text)
                .contains("perdure_tool_calls_total{status=\"success\",tool=\"other\"} 700.0");
        assertThat(text.lines().filter(line -> line.startsWith("perdure_tool_calls_total{")))
                .hasSize(301);
    }

    private void tell(Event fact) {
        metrics.committed(envelope(fact));
    }

    private static Envelope envelope(Entry entry) {
        return new Envelope(
                SESSION, new Offset(1), new StreamVersion(1), Instant.EPOCH.plusSeconds(1), entry);
    }
}
