package dev.perdure.rest.everruns.current;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;

/**
 * The event name of every record. A turn stopped by a bound is reported as failed: clients of this
 * dialect wait for a turn to complete or fail and for nothing else. Some names are our own, for
 * facts the dialect has no word for.
 */
final class EventNames {

    private EventNames() {}

    static String of(Entry entry) {
        return switch (entry) {
            case Delta delta -> of(delta);
            case SessionEvent fact -> of(fact);
            case TurnEvent.Whole fact -> of(fact);
            case StepEvent fact -> of(fact);
        };
    }

    private static String of(Delta delta) {
        return switch (delta) {
            case Delta.OutputDelta ignored -> EventTypes.OUTPUT_DELTA;
            case Delta.ThinkingDelta ignored -> EventTypes.THINKING_DELTA;
        };
    }

    private static String of(SessionEvent fact) {
        return switch (fact) {
            case SessionEvent.SessionOpened ignored -> "session.started";
            case SessionEvent.SettingsChanged changed ->
                    changed.settings().title().equals(changed.previousTitle())
                            ? "session.settings_changed"
                            : "session.title.updated";
            case SessionEvent.HeadMoved ignored -> "session.head_moved";
        };
    }

    private static String of(TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.MessageReceived ignored -> "input.message";
            case TurnEvent.MessageQueued ignored -> "input.message.queued";
            case TurnEvent.MessageSteered ignored -> "input.message.steered";
            case TurnEvent.MessageInterrupted ignored -> "input.message.interrupted";
            case TurnEvent.SessionActivated ignored -> "session.activated";
            case TurnEvent.TurnStarted ignored -> "turn.started";
            case TurnEvent.CancelRequested ignored -> "turn.cancel_requested";
            case TurnEvent.TurnCompleted ignored -> "turn.completed";
            case TurnEvent.TurnFailed ignored -> "turn.failed";
            case TurnEvent.TurnCancelled ignored -> "turn.cancelled";
            case TurnEvent.TurnSealed ignored -> "turn.failed";
            case TurnEvent.SessionIdled ignored -> "session.idled";
        };
    }

    private static String of(StepEvent fact) {
        return switch (fact) {
            case StepEvent.ReasonStarted ignored -> "reason.started";
            case StepEvent.OutputStarted ignored -> "output.message.started";
            case StepEvent.ThinkingCompleted ignored -> "reason.thinking.completed";
            case StepEvent.ReasonCompleted ignored -> "reason.completed";
            case StepEvent.ReasonFailed ignored -> "reason.completed";
            case StepEvent.GenerationRecorded ignored -> "llm.generation";
            case StepEvent.OutputCompleted ignored -> "output.message.completed";
            case StepEvent.ActStarted ignored -> "act.started";
            case StepEvent.ToolStarted ignored -> "tool.started";
            case StepEvent.ClientToolsRequested ignored -> "tool.call_requested";
            case StepEvent.ApprovalRequested ignored -> "tool.approval_requested";
            case StepEvent.ApprovalDecided ignored -> "tool.approval_decided";
            case StepEvent.ToolOutcomeUnknown ignored -> "tool.outcome_unknown";
            case StepEvent.RulingRequested ignored -> "tool.decision_requested";
            case StepEvent.ToolDelegated ignored -> "tool.delegated";
            case StepEvent.OutcomeRuled ignored -> "tool.decided";
            case StepEvent.ToolCompleted ignored -> "tool.completed";
            case StepEvent.ActCompleted ignored -> "act.completed";
            case StepEvent.AttemptSuperseded ignored -> "reason.recovered";
            case StepEvent.ModelSwitched ignored -> "reason.failover";
            case StepEvent.BudgetReached reached ->
                    reached.notice().paused() ? "budget.paused" : "budget.exhausted";
            case StepEvent.BudgetResumed ignored -> "budget.resumed";
            case StepEvent.BudgetWarned ignored -> "budget.warning";
            case StepEvent.ContextReduced ignored -> "context.reduced";
            case StepEvent.ContextCompacting ignored -> "context.compacting";
            case StepEvent.ContextCompacted ignored -> "context.compacted";
            case StepEvent.ContextCompactionFailed ignored -> "context.compaction.failed";
        };
    }
}
