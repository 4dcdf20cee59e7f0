package dev.perdure.rest.everruns.current;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.MessageId;
import dev.perdure.rest.everruns.wire.SpanId;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;

/**
 * The {@code context} of every event: its turn, and its place in the tree of spans. Span ids are
 * made of what they stand for, so each start and end agree without having met.
 */
final class Spans {

    private Spans() {}

    static JsonObject context(Entry entry) {
        return switch (entry) {
            case SessionEvent ignored -> JsonObject.empty();
            case Delta delta -> ofTurn(delta.turn()).build();
            case TurnEvent.Whole fact -> whole(fact);
            case StepEvent fact -> step(fact);
        };
    }

    private static JsonObject whole(TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.MessageReceived received ->
                    withInput(received.turn(), received.message().id()).build();
            case TurnEvent.MessageQueued queued ->
                    withInput(queued.turn(), queued.message()).build();
            case TurnEvent.MessageSteered steered ->
                    withInput(steered.turn(), steered.message()).build();
            case TurnEvent.MessageInterrupted interrupting ->
                    withInput(interrupting.turn(), interrupting.message()).build();
            case TurnEvent.SessionActivated activated ->
                    withInput(activated.turn(), activated.input()).build();
            case TurnEvent.TurnStarted started ->
                    withInput(started.turn(), started.input())
                            .put("span_id", turnId(started.turn()))
                            .build();
            case TurnEvent.CancelRequested asked -> ofTurn(asked.turn()).build();
            case TurnEvent.TurnCompleted ended -> turnSpan(ended.turn());
            case TurnEvent.TurnFailed ended -> turnSpan(ended.turn());
            case TurnEvent.TurnCancelled ended -> turnSpan(ended.turn());
            case TurnEvent.TurnSealed ended -> turnSpan(ended.turn());
            case TurnEvent.SessionIdled idled -> ofTurn(idled.turn()).build();
        };
    }

    private static JsonObject step(StepEvent fact) {
        return switch (fact) {
            case StepEvent.ReasonStarted reason ->
                    reasonSpan(reason.turn(), reason.step(), reason.attempt());
            case StepEvent.ReasonCompleted reason ->
                    reasonSpan(reason.turn(), reason.step(), reason.attempt());
            case StepEvent.ReasonFailed reason ->
                    reasonSpan(reason.turn(), reason.step(), reason.attempt());
            case StepEvent.AttemptSuperseded reason ->
                    reasonSpan(reason.turn(), reason.step(), reason.attempt());
            case StepEvent.GenerationRecorded call -> {
                String reason = exec(call, "reason/" + call.attempt().value());
                String llm = exec(call, "llm/" + call.attempt().value());
                yield span(call.turn(), llm, reason);
            }
            case StepEvent.ModelSwitched switched -> ofTurn(switched.turn()).build();
            case StepEvent.BudgetReached reached -> ofTurn(reached.turn()).build();
            case StepEvent.BudgetResumed resumed -> ofTurn(resumed.turn()).build();
            case StepEvent.BudgetWarned warned -> ofTurn(warned.turn()).build();
            case StepEvent.ContextReduced reduced -> ofTurn(reduced.turn()).build();
            case StepEvent.ContextCompacting notes -> ofTurn(notes.turn()).build();
            case StepEvent.ContextCompacted notes -> ofTurn(notes.turn()).build();
            case StepEvent.ContextCompactionFailed notes -> ofTurn(notes.turn()).build();
            case StepEvent.OutputStarted output -> ofTurn(output.turn()).build();
            case StepEvent.ThinkingCompleted thinking -> ofTurn(thinking.turn()).build();
            case StepEvent.OutputCompleted output -> ofTurn(output.turn()).build();
            case StepEvent.ActStarted act -> actSpan(act);
            case StepEvent.ClientToolsRequested act -> actSpan(act);
            case StepEvent.ActCompleted act -> actSpan(act);
            case StepEvent.ToolStarted tool -> toolSpan(tool, tool.call().id().value());
            case StepEvent.ApprovalRequested tool -> toolSpan(tool, tool.call().id().value());
            case StepEvent.ApprovalDecided tool -> toolSpan(tool, tool.call().value());
            case StepEvent.ToolOutcomeUnknown tool -> toolSpan(tool, tool.call().value());
            case StepEvent.RulingRequested tool -> toolSpan(tool, tool.call().value());
            case StepEvent.ToolDelegated tool -> toolSpan(tool, tool.call().value());
            case StepEvent.OutcomeRuled tool -> toolSpan(tool, tool.call().value());
            case StepEvent.ToolCompleted tool -> toolSpan(tool, tool.call().value());
        };
    }

    private static JsonObject turnSpan(TurnId turn) {
        return ofTurn(turn).put("span_id", turnId(turn)).build();
    }

    private static JsonObject reasonSpan(TurnId turn, StepNumber step, Attempt attempt) {
        return span(turn, WireId.EXEC.write(SpanId.reason(turn, step, attempt)), turnId(turn));
    }

    private static JsonObject actSpan(StepEvent fact) {
        return span(fact.turn(), exec(fact, "act"), turnId(fact.turn()));
    }

    private static JsonObject toolSpan(StepEvent fact, String call) {
        return span(fact.turn(), exec(fact, "tool/" + call), exec(fact, "act"));
    }

    private static JsonObject span(TurnId turn, String span, String parent) {
        return ofTurn(turn)
                .put("exec_id", span)
                .put("span_id", span)
                .put("parent_span_id", parent)
                .build();
    }

    private static JsonObjectBuilder withInput(TurnId turn, MessageId input) {
        return ofTurn(turn).put("input_message_id", WireId.MESSAGE.write(input.value()));
    }

    private static JsonObjectBuilder ofTurn(TurnId turn) {
        String id = turnId(turn);
        return JsonObject.builder().put("turn_id", id).put("trace_id", id);
    }

    private static String turnId(TurnId turn) {
        return WireId.TURN.write(turn.value());
    }

    private static String exec(StepEvent fact, String what) {
        return WireId.EXEC.write(SpanId.of(fact.turn(), fact.step(), what));
    }
}
