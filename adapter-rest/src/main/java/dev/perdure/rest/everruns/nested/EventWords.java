package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What records are called; null means that a generation has no word for them. */
final class EventWords {

    static final Set<String> LOOP =
            Set.of(
                    "message.user",
                    "message.agent",
                    "message.assistant",
                    "message.tool_call",
                    "message.tool_result",
                    "checkpoint",
                    "LoopStarted",
                    "LoopCompleted",
                    "LoopError",
                    "IterationStarted",
                    "IterationCompleted",
                    "LlmCallStarted",
                    "LlmCallCompleted",
                    "TextDelta",
                    "ToolExecutionStarted",
                    "ToolExecutionCompleted");

    static final Set<String> TUTORIAL =
            Set.of(
                    "session.started",
                    "step.started",
                    "message.delta",
                    "message.created",
                    "tool.started",
                    "tool.completed",
                    "session.completed",
                    "session.failed");

    static final Set<String> ENVELOPES =
            Set.of(
                    "message.user",
                    "message.agent",
                    "turn.started",
                    "turn.completed",
                    "turn.failed",
                    "input.received",
                    "reason.started",
                    "reason.completed",
                    "act.started",
                    "act.completed",
                    "tool.call_started",
                    "tool.call_completed",
                    "llm.generation",
                    "session.started",
                    "session.activated",
                    "session.idled",
                    "unknown");

    private EventWords() {}

    static Set<String> known(Generation generation) {
        return switch (generation) {
            case G0 -> LOOP;
            case G1 -> TUTORIAL;
            case G15 -> ENVELOPES;
        };
    }

    /** The word of the first generation, whose agent is a loop. */
    static @Nullable String loop(Entry entry) {
        return switch (entry) {
            case Delta.OutputDelta ignored -> "TextDelta";
            case Delta.ThinkingDelta ignored -> null;
            case SessionEvent ignored -> null;
            case TurnEvent.Whole fact -> loop(fact);
            case StepEvent fact -> loop(fact);
        };
    }

    private static @Nullable String loop(TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.MessageReceived ignored -> "message.user";
            case TurnEvent.MessageQueued ignored -> null;
            case TurnEvent.MessageSteered ignored -> null;
            case TurnEvent.MessageInterrupted ignored -> null;
            case TurnEvent.SessionActivated ignored -> "checkpoint";
            case TurnEvent.TurnStarted ignored -> "LoopStarted";
            case TurnEvent.CancelRequested ignored -> null;
            case TurnEvent.TurnCompleted ignored -> "LoopCompleted";
            case TurnEvent.TurnFailed ignored -> "LoopError";
            case TurnEvent.TurnCancelled ignored -> "LoopError";
            case TurnEvent.TurnSealed ignored -> "LoopError";
            case TurnEvent.SessionIdled ignored -> "checkpoint";
        };
    }

    /** A message that asks for tools is no answer yet: clients stop reading at an answer. */
    private static @Nullable String loop(StepEvent fact) {
        return switch (fact) {
            case StepEvent.ReasonStarted ignored -> "IterationStarted";
            case StepEvent.OutputStarted ignored -> "LlmCallStarted";
            case StepEvent.ThinkingCompleted ignored -> null;
            case StepEvent.ReasonCompleted ignored -> "LlmCallCompleted";
            case StepEvent.ReasonFailed ignored -> "LlmCallCompleted";
            case StepEvent.GenerationRecorded ignored -> null;
            case StepEvent.OutputCompleted completed ->
                    completed.message().toolCalls().isEmpty()
                            ? "message.agent"
                            : "message.tool_call";
            case StepEvent.ActStarted ignored -> null;
            case StepEvent.ToolStarted ignored -> "ToolExecutionStarted";
            case StepEvent.ClientToolsRequested ignored -> null;
            case StepEvent.ApprovalRequested ignored -> null;
            case StepEvent.ApprovalDecided ignored -> null;
            case StepEvent.ToolOutcomeUnknown ignored -> null;
            case StepEvent.RulingRequested ignored -> null;
            case StepEvent.ToolDelegated ignored -> null;
            case StepEvent.OutcomeRuled ignored -> null;
            case StepEvent.ToolCompleted ignored -> "message.tool_result";
            case StepEvent.ActCompleted ignored -> "IterationCompleted";
            case StepEvent.AttemptSuperseded ignored -> null;
            case StepEvent.ModelSwitched ignored -> null;
            case StepEvent.BudgetReached ignored -> null;
            case StepEvent.BudgetResumed ignored -> null;
            case StepEvent.BudgetWarned ignored -> null;
            case StepEvent.ContextReduced ignored -> null;
            case StepEvent.ContextCompacting ignored -> null;
            case StepEvent.ContextCompacted ignored -> null;
            case StepEvent.ContextCompactionFailed ignored -> null;
        };
    }

    /** The word of the generation of envelopes. */
    static @Nullable String envelope(Entry entry) {
        return switch (entry) {
            case Delta ignored -> null;
            case SessionEvent.SessionOpened ignored -> "session.started";
            case SessionEvent.SettingsChanged ignored -> null;
            case SessionEvent.HeadMoved ignored -> null;
            case TurnEvent.Whole fact -> envelope(fact);
            case StepEvent fact -> envelope(fact);
        };
    }

    private static @Nullable String envelope(TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.MessageReceived ignored -> "message.user";
            case TurnEvent.MessageQueued ignored -> null;
            case TurnEvent.MessageSteered ignored -> null;
            case TurnEvent.MessageInterrupted ignored -> null;
            case TurnEvent.SessionActivated ignored -> "session.activated";
            case TurnEvent.TurnStarted ignored -> "turn.started";
            case TurnEvent.CancelRequested ignored -> null;
            case TurnEvent.TurnCompleted ignored -> "turn.completed";
            case TurnEvent.TurnFailed ignored -> "turn.failed";
            case TurnEvent.TurnCancelled ignored -> "turn.failed";
            case TurnEvent.TurnSealed ignored -> "turn.failed";
            case TurnEvent.SessionIdled ignored -> "session.idled";
        };
    }

    private static @Nullable String envelope(StepEvent fact) {
        return switch (fact) {
            case StepEvent.ReasonStarted ignored -> "reason.started";
            case StepEvent.OutputStarted ignored -> null;
            case StepEvent.ThinkingCompleted ignored -> null;
            case StepEvent.ReasonCompleted ignored -> "reason.completed";
            case StepEvent.ReasonFailed ignored -> "reason.completed";
            case StepEvent.GenerationRecorded ignored -> "llm.generation";
            case StepEvent.OutputCompleted ignored -> "message.agent";
            case StepEvent.ActStarted ignored -> "act.started";
            case StepEvent.ToolStarted ignored -> "tool.call_started";
            case StepEvent.ClientToolsRequested ignored -> null;
            case StepEvent.ApprovalRequested ignored -> null;
            case StepEvent.ApprovalDecided ignored -> null;
            case StepEvent.ToolOutcomeUnknown ignored -> null;
            case StepEvent.RulingRequested ignored -> null;
            case StepEvent.ToolDelegated ignored -> null;
            case StepEvent.OutcomeRuled ignored -> null;
            case StepEvent.ToolCompleted ignored -> "tool.call_completed";
            case StepEvent.ActCompleted ignored -> "act.completed";
            case StepEvent.AttemptSuperseded ignored -> null;
            case StepEvent.ModelSwitched ignored -> null;
            case StepEvent.BudgetReached ignored -> null;
            case StepEvent.BudgetResumed ignored -> null;
            case StepEvent.BudgetWarned ignored -> null;
            case StepEvent.ContextReduced ignored -> null;
            case StepEvent.ContextCompacting ignored -> null;
            case StepEvent.ContextCompacted ignored -> null;
            case StepEvent.ContextCompactionFailed ignored -> null;
        };
    }
}
