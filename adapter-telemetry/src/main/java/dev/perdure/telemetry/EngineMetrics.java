package dev.perdure.telemetry;

import dev.perdure.event.Envelope;
import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Usage;
import dev.perdure.turn.TurnId;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is committed, for Prometheus. A node counts the facts it appended itself, from its
 * start on: over all nodes a fact is counted once. Names and labels are in {@code docs/metrics.md}.
 * Thread-safe.
 */
public final class EngineMetrics implements FactListener {

    /** What {@link #text} is, for the header of an answer. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final int MODELS_MAX = 100;
    private static final int TOOLS_MAX = 300;
    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final OpenAttempts open = new OpenAttempts();
    private final Bounded models = new Bounded(MODELS_MAX);
    private final Bounded tools = new Bounded(TOOLS_MAX);
    private final Counter sessions;
    private final Counter messages;
    private final Counter turnsStarted;
    private final Counter turnsEnded;
    private final Histogram turnDuration;
    private final Counter modelCalls;
    private final Histogram modelDuration;
    private final Histogram firstChunk;
    private final Counter tokens;
    private final Counter switches;
    private final Counter reductions;
    private final Counter compactions;
    private final Counter cost;
    private final Counter budgets;
    private final Counter toolCalls;
    private final Histogram toolDuration;
    private final Counter unknown;

    private EngineMetrics() {
        sessions = counter("perdure_sessions_opened_total", "Sessions opened.");
        messages =
                counter(
                        "perdure_messages_received_total",
                        "Messages received, by what they ask for when a turn is under way.",
                        "strategy");
        turnsStarted = counter("perdure_turns_started_total", "Turns that began.");
        turnsEnded =
                counter(
                        "perdure_turns_ended_total",
                        "Turns that ended, by how, and why where there is a reason.",
                        "end",
                        "reason");
        turnDuration =
                histogram("perdure_turn_duration_seconds", "Turns that ended with an answer.");
        modelCalls =
                counter(
                        "perdure_model_calls_total",
                        "Attempts of a model, by what became of them.",
                        "model",
                        "result");
        modelDuration =
                histogram(
                        "perdure_model_call_duration_seconds",
                        "Attempts of a model that ended, failures included.",
                        "model");
        firstChunk =
                histogram(
                        "perdure_model_first_chunk_seconds",
                        "From the start of an attempt to the first piece of its answer.",
                        "model");
        tokens =
                counter(
                        "perdure_model_tokens_total",
                        "Tokens that providers reported, failed attempts included.",
                        "model",
                        "type");
        switches =
                counter(
                        "perdure_model_switches_total",
                        "Turns that went on with the next model of their chain, by what the one before failed of.",
                        "from",
                        "to",
                        "failure");
        reductions =
                counter(
                        "perdure_context_reductions_total",
                        "Turns whose model was shown less of the conversation from there on, by what was left out.",
                        "reduction");
        compactions =
                counter(
                        "perdure_context_compactions_total",
                        "Notes that were to stand for the older part of a conversation, by what came of them.",
                        "model",
                        "result");
        cost =
                counter(
                        "perdure_model_cost_usd_total",
                        "US dollars at listed prices, of models whose price is known.",
                        "model");
        budgets =
                counter(
                        "perdure_budget_events_total",
                        "What turns met of budgets: reached, resumed, warned.",
                        "event");
        toolCalls =
                counter(
                        "perdure_tool_calls_total",
                        "Tool calls that have their result, by its status.",
                        "tool",
                        "status");
        toolDuration =
                histogram(
                        "perdure_tool_call_duration_seconds",
                        "Tool calls that have their result.",
                        "tool");
        unknown =
                counter(
                        "perdure_tool_outcomes_unknown_total",
                        "Runs that were cut off and may not be repeated unasked.",
                        "tool");
    }

    public static EngineMetrics create() {
        EngineMetrics metrics = new EngineMetrics();
        JvmMetrics.builder().register(metrics.registry);
        return metrics;
    }

    /** All metrics in Prometheus' text form. */
    public String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.builder().build().write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void committed(Envelope fact) {
        switch ((Event) fact.entry()) {
            case SessionEvent.SessionOpened ignored -> sessions.inc();
            case SessionEvent.SettingsChanged ignored -> {}
            case SessionEvent.HeadMoved ignored -> {}
            case TurnEvent.Whole whole -> ofTurn(whole);
            case StepEvent step -> ofStep(step);
        }
    }

    private void ofTurn(TurnEvent.Whole fact) {
        switch (fact) {
            case TurnEvent.MessageReceived received ->
                    messages.labelValues(word(received.strategy())).inc();
            case TurnEvent.TurnStarted ignored -> turnsStarted.inc();
            case TurnEvent.TurnCompleted completed -> {
                turnsEnded.labelValues("completed", "").inc();
                turnDuration.observe(seconds(completed.duration()));
            }
            case TurnEvent.TurnFailed failed -> {
                cut(failed.turn());
                turnsEnded.labelValues("failed", word(failed.reason())).inc();
            }
            case TurnEvent.TurnCancelled cancelled -> {
                cut(cancelled.turn());
                turnsEnded.labelValues("cancelled", "").inc();
            }
            case TurnEvent.TurnSealed sealed -> {
                cut(sealed.turn());
                turnsEnded.labelValues("sealed", word(sealed.reason())).inc();
            }
            case TurnEvent.MessageQueued ignored -> {}
            case TurnEvent.MessageSteered ignored -> {}
            case TurnEvent.MessageInterrupted ignored -> {}
            case TurnEvent.SessionActivated ignored -> {}
            case TurnEvent.CancelRequested ignored -> {}
            case TurnEvent.SessionIdled ignored -> {}
        }
    }

    private void ofStep(StepEvent fact) {
        switch (fact) {
            case StepEvent.ReasonStarted started -> open.begun(started.turn(), started.model());
            case StepEvent.GenerationRecorded recorded -> {
                open.over(recorded.turn());
                String model = models.value(recorded.model().name());
                modelCalls.labelValues(model, "answered").inc();
                modelDuration.labelValues(model).observe(seconds(recorded.duration()));
                Duration first = recorded.timeToFirstChunk();
                if (first != null) {
                    firstChunk.labelValues(model).observe(seconds(first));
                }
                spent(model, recorded.usage());
            }
            case StepEvent.ReasonFailed failed -> {
                String model = model(open.over(failed.turn()));
                modelCalls.labelValues(model, word(failed.failure().kind())).inc();
                modelDuration.labelValues(model).observe(seconds(failed.duration()));
                spent(model, failed.usage());
            }
            case StepEvent.AttemptSuperseded superseded -> {
                String model = model(open.over(superseded.turn()));
                modelCalls.labelValues(model, "superseded").inc();
            }
            case StepEvent.ModelSwitched switched ->
                    switches.labelValues(
                                    models.value(switched.from().name()),
                                    models.value(switched.to().name()),
                                    word(switched.kind()))
                            .inc();
            case StepEvent.BudgetReached ignored -> budgets.labelValues("reached").inc();
            case StepEvent.BudgetResumed ignored -> budgets.labelValues("resumed").inc();
            case StepEvent.BudgetWarned ignored -> budgets.labelValues("warned").inc();
            case StepEvent.ContextReduced reduced ->
                    reductions.labelValues(word(reduced.reduction())).inc();
            case StepEvent.ContextCompacting ignored -> {}
            case StepEvent.ContextCompacted notes -> {
                String model = models.value(notes.model().name());
                compactions.labelValues(model, "compacted").inc();
                spent(model, notes.usage());
            }
            case StepEvent.ContextCompactionFailed notes -> {
                String model = models.value(notes.model().name());
                compactions.labelValues(model, "failed").inc();
                spent(model, notes.usage());
            }
            case StepEvent.ToolOutcomeUnknown doubt ->
                    unknown.labelValues(tools.value(doubt.tool())).inc();
            case StepEvent.ToolCompleted completed -> {
                String tool = tools.value(completed.tool());
                toolCalls.labelValues(tool, word(completed.result().status())).inc();
                toolDuration.labelValues(tool).observe(seconds(completed.duration()));
            }
            case StepEvent.OutputStarted ignored -> {}
            case StepEvent.ThinkingCompleted ignored -> {}
            case StepEvent.ReasonCompleted ignored -> {}
            case StepEvent.OutputCompleted ignored -> {}
            case StepEvent.ActStarted ignored -> {}
            case StepEvent.ToolStarted ignored -> {}
            case StepEvent.ClientToolsRequested ignored -> {}
            case StepEvent.ApprovalRequested ignored -> {}
            case StepEvent.ApprovalDecided ignored -> {}
            case StepEvent.RulingRequested ignored -> {}
            case StepEvent.ToolDelegated ignored -> {}
            case StepEvent.OutcomeRuled ignored -> {}
            case StepEvent.ActCompleted ignored -> {}
        }
    }

    /** The end of a turn that was stopped ends the attempt that was open with it. */
    private void cut(TurnId turn) {
        ModelRef model = open.over(turn);
        if (model != null) {
            modelCalls.labelValues(models.value(model.name()), "cut").inc();
        }
    }

    private String model(@Nullable ModelRef model) {
        return model == null ? "" : models.value(model.name());
    }

    private void spent(String model, Usage usage) {
        count(model, "input", usage.input());
        count(model, "output", usage.output());
        count(model, "cache_read", usage.cacheRead());
        count(model, "cache_creation", usage.cacheCreation());
        if (usage.cost() != null) {
            cost.labelValues(model).inc(usage.cost().usd().doubleValue());
        }
    }

    private void count(String model, String type, long amount) {
        if (amount > 0) {
            tokens.labelValues(model, type).inc(amount);
        }
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private Histogram histogram(String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(
                        0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
                .register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
