package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.Message;
import dev.perdure.rest.everruns.wire.SealedTurn;
import dev.perdure.rest.everruns.wire.SpanId;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.sse.Frame;
import dev.perdure.tool.ToolCall;
import java.util.List;

/**
 * Tells records in the words of the tutorial: bare payloads, with the fact's sequence as id. Deltas
 * are no place to come back to, so they have none. A session "starts" with each turn here.
 */
final class TutorialFrames {

    private TutorialFrames() {}

    static List<Frame> of(Envelope envelope) {
        return switch (envelope.entry()) {
            case SessionEvent ignored -> List.of();
            case TurnEvent.Whole fact -> of(envelope, fact);
            case StepEvent fact -> of(envelope, fact);
            case Delta.ThinkingDelta ignored -> List.of();
            case Delta.OutputDelta delta ->
                    List.of(
                            new Frame(
                                    "message.delta",
                                    JsonObject.builder()
                                            .put("delta", delta.text())
                                            .put("message_id", delta.message().value().toString())
                                            .build(),
                                    null));
        };
    }

    private static List<Frame> of(Envelope envelope, TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.SessionActivated ignored -> session(envelope, "session.started");
            case TurnEvent.TurnCompleted ignored -> session(envelope, "session.completed");
            case TurnEvent.TurnFailed failed -> failed(envelope, failed.sentence());
            case TurnEvent.TurnCancelled ignored -> failed(envelope, TurnData.CANCELLED);
            case TurnEvent.TurnSealed sealed -> failed(envelope, SealedTurn.sentence(sealed));
            case TurnEvent.MessageReceived ignored -> List.of();
            case TurnEvent.MessageQueued ignored -> List.of();
            case TurnEvent.MessageSteered ignored -> List.of();
            case TurnEvent.MessageInterrupted ignored -> List.of();
            case TurnEvent.TurnStarted ignored -> List.of();
            case TurnEvent.CancelRequested ignored -> List.of();
            case TurnEvent.SessionIdled ignored -> List.of();
        };
    }

    private static List<Frame> of(Envelope envelope, StepEvent fact) {
        return switch (fact) {
            case StepEvent.ReasonStarted started -> {
                String step =
                        SpanId.reason(started.turn(), started.step(), started.attempt()).toString();
                yield one(envelope, "step.started", JsonObject.builder().put("step_id", step));
            }
            case StepEvent.OutputCompleted completed -> created(envelope, completed.message());
            case StepEvent.ToolStarted started -> List.of(toolStarted(envelope, started.call()));
            case StepEvent.ClientToolsRequested requested ->
                    requested.calls().stream().map(call -> toolStarted(envelope, call)).toList();
            case StepEvent.ToolCompleted completed -> toolCompleted(envelope, completed);
            case StepEvent.OutputStarted ignored -> List.of();
            case StepEvent.ThinkingCompleted ignored -> List.of();
            case StepEvent.ReasonCompleted ignored -> List.of();
            case StepEvent.ReasonFailed ignored -> List.of();
            case StepEvent.GenerationRecorded ignored -> List.of();
            case StepEvent.ActStarted ignored -> List.of();
            case StepEvent.ToolOutcomeUnknown ignored -> List.of();
            case StepEvent.ApprovalRequested ignored -> List.of();
            case StepEvent.ApprovalDecided ignored -> List.of();
            case StepEvent.RulingRequested ignored -> List.of();
            case StepEvent.ToolDelegated ignored -> List.of();
            case StepEvent.OutcomeRuled ignored -> List.of();
            case StepEvent.ActCompleted ignored -> List.of();
            case StepEvent.AttemptSuperseded ignored -> List.of();
            case StepEvent.ModelSwitched ignored -> List.of();
            case StepEvent.BudgetReached ignored -> List.of();
            case StepEvent.BudgetResumed ignored -> List.of();
            case StepEvent.BudgetWarned ignored -> List.of();
            case StepEvent.ContextReduced ignored -> List.of();
            case StepEvent.ContextCompacting ignored -> List.of();
            case StepEvent.ContextCompacted ignored -> List.of();
            case StepEvent.ContextCompactionFailed ignored -> List.of();
        };
    }

    /** A message that is nothing but calls of tools is told by those. */
    private static List<Frame> created(Envelope envelope, Message message) {
        return message.text().isEmpty() && !message.toolCalls().isEmpty()
                ? List.of()
                : one(
                        envelope,
                        "message.created",
                        JsonObject.builder().put("message_id", message.id().value().toString()));
    }

    private static Frame toolStarted(Envelope envelope, ToolCall call) {
        return frame(
                envelope,
                "tool.started",
                JsonObject.builder()
                        .put("tool_call_id", call.id().value())
                        .put("tool_name", call.name())
                        .put("arguments", ToolWire.arguments(call))
                        .put("tool_call", ToolWire.call(call)));
    }

    private static List<Frame> toolCompleted(Envelope envelope, StepEvent.ToolCompleted completed) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("tool_call_id", completed.call().value())
                        .put("tool_name", completed.tool())
                        .put("success", completed.result().succeeded());
        if (completed.result().succeeded()) {
            data.put("result", completed.result().output());
        } else {
            data.put("error", completed.result().error());
        }
        return one(envelope, "tool.completed", data);
    }

    private static List<Frame> session(Envelope envelope, String event) {
        return one(envelope, event, named(envelope));
    }

    private static List<Frame> failed(Envelope envelope, String error) {
        return one(envelope, "session.failed", named(envelope).put("error", error));
    }

    private static JsonObjectBuilder named(Envelope envelope) {
        return JsonObject.builder().put("session_id", envelope.session().id().value().toString());
    }

    private static List<Frame> one(Envelope envelope, String event, JsonObjectBuilder data) {
        return List.of(frame(envelope, event, data));
    }

    private static Frame frame(Envelope envelope, String event, JsonObjectBuilder data) {
        return new Frame(event, data.build(), Long.toString(envelope.version().value()));
    }
}
