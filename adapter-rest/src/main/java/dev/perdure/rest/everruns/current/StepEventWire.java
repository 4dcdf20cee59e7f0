package dev.perdure.rest.everruns.current;

import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import java.util.Locale;

/** Data of the events of one reason-and-act round. */
final class StepEventWire {

    private final SessionSettings settings;
    private final GenerationWire generations;

    StepEventWire(SessionSettings settings, GenerationWire generations) {
        this.settings = settings;
        this.generations = generations;
    }

    JsonObject data(StepEvent fact, StreamVersion version) {
        return switch (fact) {
            case StepEvent.ReasonStarted started -> started(started);
            case StepEvent.OutputStarted started ->
                    of(started.turn())
                            .put("iteration", started.step().value())
                            .put("model", started.model().name())
                            .put("message_id", WireId.MESSAGE.write(started.message().value()))
                            .build();
            case StepEvent.ThinkingCompleted completed ->
                    of(completed.turn())
                            .put("message_id", WireId.MESSAGE.write(completed.message().value()))
                            .put("thinking", completed.text())
                            .build();
            case StepEvent.ReasonCompleted completed -> completed(completed);
            case StepEvent.ReasonFailed failed -> failed(failed);
            case StepEvent.GenerationRecorded call -> generations.data(call, version);
            case StepEvent.OutputCompleted completed ->
                    JsonObject.builder()
                            .put("message", MessageWire.inEvent(completed.message()))
                            .put("metadata", model(completed.model()))
                            .put("usage", UsageWire.write(completed.usage()))
                            .build();
            case StepEvent.ActStarted started ->
                    JsonObject.builder()
                            .put("tool_calls", ToolWire.summaries(started.calls()))
                            .build();
            case StepEvent.ToolStarted started ->
                    JsonObject.builder().put("tool_call", ToolWire.call(started.call())).build();
            case StepEvent.ClientToolsRequested requested ->
                    JsonObject.builder()
                            .put("tool_calls", ToolWire.calls(requested.calls()))
                            .build();
            case StepEvent.ToolOutcomeUnknown unknown ->
                    of(unknown.turn())
                            .put("tool_call_id", unknown.call().value())
                            .put("tool_name", unknown.tool())
                            .build();
            case StepEvent.ApprovalRequested asked -> ApprovalWire.asked(asked);
            case StepEvent.ApprovalDecided decided -> ApprovalWire.decided(decided);
            case StepEvent.RulingRequested asked -> DecisionWire.asked(asked);
            case StepEvent.ToolDelegated delegated -> DecisionWire.delegated(delegated);
            case StepEvent.OutcomeRuled ruled -> DecisionWire.ruled(ruled);
            case StepEvent.ToolCompleted completed -> completed(completed);
            case StepEvent.ActCompleted completed ->
                    JsonObject.builder()
                            .put("completed", true)
                            .put("success_count", completed.succeeded())
                            .put("error_count", completed.failed())
                            .build();
            case StepEvent.ModelSwitched switched ->
                    of(switched.turn())
                            .put("iteration", switched.step().value())
                            .put("from", switched.from().name())
                            .put("to", switched.to().name())
                            .put("error", switched.why())
                            .put("error_code", word(switched.kind()))
                            .build();
            case StepEvent.ContextReduced reduced -> ContextWire.reduced(reduced);
            case StepEvent.ContextCompacting notes -> ContextWire.compacting(notes);
            case StepEvent.ContextCompacted notes -> ContextWire.compacted(notes);
            case StepEvent.ContextCompactionFailed notes -> ContextWire.failed(notes);
            case StepEvent.BudgetReached reached -> BudgetWire.notice(reached.notice());
            case StepEvent.BudgetResumed resumed -> BudgetWire.notice(resumed.notice());
            case StepEvent.BudgetWarned warned -> BudgetWire.notice(warned.notice());
            case StepEvent.AttemptSuperseded superseded ->
                    // The next attempt starts from nothing: no text of this one is kept.
                    of(superseded.turn())
                            .put("mode", "restart")
                            .put("accumulated_len", 0)
                            .put("message_id", WireId.MESSAGE.write(superseded.message().value()))
                            .build();
        };
    }

    private JsonObject started(StepEvent.ReasonStarted started) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("harness_id", WireId.HARNESS.write(settings.harness().value()));
        if (settings.agent() != null) {
            data.put("agent_id", WireId.AGENT.write(settings.agent().value()));
        }
        return data.put("metadata", model(started.model())).build();
    }

    private static JsonObject completed(StepEvent.ReasonCompleted completed) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("success", true)
                        .put("has_tool_calls", completed.toolCalls() > 0)
                        .put("tool_call_count", completed.toolCalls());
        if (!completed.textPreview().isEmpty()) {
            data.put("text_preview", completed.textPreview());
        }
        return data.put("duration_ms", completed.duration().toMillis())
                .put("usage", UsageWire.write(completed.usage()))
                .build();
    }

    private static JsonObject failed(StepEvent.ReasonFailed failed) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("success", false)
                        .put("has_tool_calls", false)
                        .put("tool_call_count", 0)
                        .put("error", failed.failure().detail())
                        .put("error_code", word(failed.failure().kind()));
        if (failed.retryAt() != null) {
            data.put("retry_at", WireTime.write(failed.retryAt()));
        }
        return data.put("duration_ms", failed.duration().toMillis())
                .put("usage", UsageWire.write(failed.usage()))
                .build();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject completed(StepEvent.ToolCompleted completed) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("tool_call_id", completed.call().value())
                        .put("tool_name", completed.tool())
                        .put("success", completed.result().succeeded())
                        .put("status", status(completed.result().status()));
        if (completed.result().succeeded()) {
            data.put("result", ToolWire.text(completed.result().output()));
        } else {
            data.put("error", completed.result().error());
        }
        if (completed.result().status() == ToolStatus.UNKNOWN) {
            data.put("outcome", "unknown");
        }
        return data.put("duration_ms", completed.duration().toMillis()).build();
    }

    /** The dialect's four words; what is unknown to us is an error to its clients. */
    private static String status(ToolStatus status) {
        return switch (status) {
            case SUCCESS -> "success";
            case ERROR, UNKNOWN -> "error";
            case TIMEOUT -> "timeout";
            case CANCELLED -> "cancelled";
        };
    }

    private static JsonObject model(ModelRef model) {
        return JsonObject.builder().put("model", model.name()).build();
    }

    private static JsonObjectBuilder of(TurnId turn) {
        return JsonObject.builder().put("turn_id", WireId.TURN.write(turn.value()));
    }
}
