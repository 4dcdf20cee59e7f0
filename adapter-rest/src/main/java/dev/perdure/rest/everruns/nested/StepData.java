package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.tool.ToolStatus;
import java.util.Locale;

/**
 * Data of the events of one reason-and-act round and of its deltas: what the first generation and
 * that of the envelopes look for, side by side.
 */
final class StepData {

    private StepData() {}

    static JsonObject of(Envelope envelope, StepEvent fact) {
        return switch (fact) {
            case StepEvent.ReasonStarted started ->
                    round(envelope, fact).put("metadata", model(started.model().name())).build();
            case StepEvent.OutputStarted started ->
                    round(envelope, fact)
                            .put("message_id", started.message().value().toString())
                            .put("model", started.model().name())
                            .build();
            case StepEvent.ReasonCompleted completed -> completed(envelope, completed);
            case StepEvent.ReasonFailed failed -> failed(envelope, failed);
            case StepEvent.GenerationRecorded call -> generation(call);
            case StepEvent.OutputCompleted completed ->
                    TurnData.message(envelope, completed.message());
            case StepEvent.ActStarted started ->
                    JsonObject.builder()
                            .put("tool_calls", ToolWire.summaries(started.calls()))
                            .build();
            case StepEvent.ToolStarted started ->
                    TurnData.at(envelope)
                            .put("tool_call_id", started.call().id().value())
                            .put("tool_name", started.call().name())
                            .put("tool_call", ToolWire.call(started.call()))
                            .build();
            case StepEvent.ToolCompleted completed -> completed(envelope, completed);
            case StepEvent.ActCompleted completed ->
                    round(envelope, fact)
                            .put("continue_loop", true)
                            .put("completed", true)
                            .put("success_count", completed.succeeded())
                            .put("error_count", completed.failed())
                            .build();
            case StepEvent.ThinkingCompleted ignored -> JsonObject.empty();
            case StepEvent.ClientToolsRequested ignored -> JsonObject.empty();
            case StepEvent.ApprovalRequested ignored -> JsonObject.empty();
            case StepEvent.ApprovalDecided ignored -> JsonObject.empty();
            case StepEvent.ToolOutcomeUnknown ignored -> JsonObject.empty();
            case StepEvent.RulingRequested ignored -> JsonObject.empty();
            case StepEvent.ToolDelegated ignored -> JsonObject.empty();
            case StepEvent.OutcomeRuled ignored -> JsonObject.empty();
            case StepEvent.AttemptSuperseded ignored -> JsonObject.empty();
            case StepEvent.ModelSwitched ignored -> JsonObject.empty();
            case StepEvent.BudgetReached ignored -> JsonObject.empty();
            case StepEvent.BudgetResumed ignored -> JsonObject.empty();
            case StepEvent.BudgetWarned ignored -> JsonObject.empty();
            case StepEvent.ContextReduced ignored -> JsonObject.empty();
            case StepEvent.ContextCompacting ignored -> JsonObject.empty();
            case StepEvent.ContextCompacted ignored -> JsonObject.empty();
            case StepEvent.ContextCompactionFailed ignored -> JsonObject.empty();
        };
    }

    static JsonObject of(Envelope envelope, Delta delta) {
        return TurnData.at(envelope)
                .put("message_id", delta.message().value().toString())
                .put("delta", delta.text())
                .build();
    }

    private static JsonObjectBuilder round(Envelope envelope, StepEvent fact) {
        return TurnData.at(envelope)
                .put("iteration", fact.step().value())
                .put("turn_id", TurnData.id(fact.turn()));
    }

    private static JsonObject completed(Envelope envelope, StepEvent.ReasonCompleted completed) {
        JsonObjectBuilder data =
                round(envelope, completed)
                        .put("has_tool_calls", completed.toolCalls() > 0)
                        .put("success", true)
                        .put("tool_call_count", completed.toolCalls());
        if (!completed.textPreview().isEmpty()) {
            data.put("text_preview", completed.textPreview());
        }
        return data.put("duration_ms", completed.duration().toMillis())
                .put("usage", UsageWire.write(completed.usage()))
                .build();
    }

    private static JsonObject failed(Envelope envelope, StepEvent.ReasonFailed failed) {
        return round(envelope, failed)
                .put("has_tool_calls", false)
                .put("success", false)
                .put("tool_call_count", 0)
                .put("error", failed.failure().detail())
                .put("duration_ms", failed.duration().toMillis())
                .put("usage", UsageWire.write(failed.usage()))
                .build();
    }

    private static JsonObject generation(StepEvent.GenerationRecorded call) {
        return JsonObject.builder()
                .put(
                        "metadata",
                        JsonObject.builder()
                                .put("model", call.model().name())
                                .put("success", true)
                                .put("usage", UsageWire.write(call.usage()))
                                .put("duration_ms", call.duration().toMillis())
                                .build())
                .build();
    }

    private static JsonObject completed(Envelope envelope, StepEvent.ToolCompleted completed) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("message_id", envelope.id().value().toString())
                        .put("role", "tool_result")
                        .put("content", JsonArray.of(PartsMessage.result(completed)))
                        .put("tool_call_id", completed.call().value())
                        .put("tool_name", completed.tool())
                        .put("success", completed.result().succeeded())
                        .put("status", status(completed.result().status()));
        if (completed.result().succeeded()) {
            data.put("result", ToolWire.text(completed.result().output()));
        } else {
            data.put("error", completed.result().error());
        }
        return data.put("duration_ms", completed.duration().toMillis()).build();
    }

    private static String status(ToolStatus status) {
        return switch (status) {
            case SUCCESS, ERROR, TIMEOUT, CANCELLED -> status.name().toLowerCase(Locale.ROOT);
            case UNKNOWN -> "error";
        };
    }

    private static JsonObject model(String name) {
        return JsonObject.builder().put("model", name).build();
    }
}
