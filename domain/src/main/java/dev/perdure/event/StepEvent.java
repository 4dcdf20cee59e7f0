package dev.perdure.event;

import dev.perdure.budget.BudgetNotice;
import dev.perdure.json.JsonText;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.model.FailureKind;
import dev.perdure.model.FinishReason;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionId;
import dev.perdure.tool.Approval;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts of one reason-and-act round. */
public sealed interface StepEvent extends TurnEvent {

    StepNumber step();

    /** The intent to call the model, which will write {@code output}; committed before the call. */
    record ReasonStarted(
            TurnId turn, StepNumber step, Attempt attempt, MessageId output, ModelRef model)
            implements StepEvent {}

    /** The message that the open attempt is going to write. */
    record OutputStarted(
            TurnId turn, StepNumber step, Attempt attempt, MessageId message, ModelRef model)
            implements StepEvent {}

    /** The reasoning shown before an answer, complete. */
    record ThinkingCompleted(TurnId turn, StepNumber step, MessageId message, String text)
            implements StepEvent {}

    /** The attempt produced an answer. */
    record ReasonCompleted(
            TurnId turn,
            StepNumber step,
            Attempt attempt,
            int toolCalls,
            String textPreview,
            Usage usage,
            Duration duration)
            implements StepEvent {}

    /**
     * The attempt produced no answer.
     *
     * @param retryAt when this model is called again; absent means that it is not
     */
    record ReasonFailed(
            TurnId turn,
            StepNumber step,
            Attempt attempt,
            ModelFailure failure,
            @Nullable Instant retryAt,
            Usage usage,
            Duration duration)
            implements StepEvent {}

    /**
     * The turn goes on with another model of its chain, in mid-step, and keeps it until it ends.
     *
     * @param next the attempt that is the first of {@code to}
     * @param kind what made {@code from} useless
     * @param why one sentence; holds no secret
     */
    record ModelSwitched(
            TurnId turn,
            StepNumber step,
            Attempt next,
            ModelRef from,
            ModelRef to,
            FailureKind kind,
            String why)
            implements StepEvent {}

    /**
     * From here on the model is shown less of the conversation, because it is too long for it;
     * holds until the turn ends or goes to another model.
     *
     * @param next the attempt that is the first to show less; it may be open already
     * @param why one sentence; holds no secret
     */
    record ContextReduced(
            TurnId turn, StepNumber step, Attempt next, Reduction reduction, String why)
            implements StepEvent {}

    /**
     * The intent to have notes written that stand for the older part of the conversation; committed
     * before the model is asked for them. The open attempt goes on after that.
     *
     * @param attempt the one that would show too much
     * @param model the one that writes them
     */
    record ContextCompacting(
            TurnId turn,
            StepNumber step,
            Attempt attempt,
            ModelRef model,
            Stretch stretch,
            Overflow overflow)
            implements StepEvent {}

    /**
     * From here on notes stand for a part of the conversation, for every model, until newer ones
     * take their place.
     *
     * @param notes what models are shown in place of the part, and of the notes before
     * @param tokensBefore of the request, as estimated
     * @param tokensAfter of the request that shows the notes; less than before
     */
    record ContextCompacted(
            TurnId turn,
            StepNumber step,
            Attempt attempt,
            ModelRef model,
            Stretch stretch,
            String notes,
            long tokensBefore,
            long tokensAfter,
            Usage usage,
            Duration duration)
            implements StepEvent {}

    /**
     * No notes came of it, and the turn does not ask for any again.
     *
     * @param why one sentence; holds no secret
     */
    record ContextCompactionFailed(
            TurnId turn,
            StepNumber step,
            Attempt attempt,
            ModelRef model,
            Stretch stretch,
            Overflow overflow,
            String why,
            Usage usage,
            Duration duration)
            implements StepEvent {}

    /**
     * A budget has no room for the next call: the turn waits, and looks again from time to time.
     */
    record BudgetReached(TurnId turn, StepNumber step, BudgetNotice notice) implements StepEvent {}

    /** There is room for the call again. */
    record BudgetResumed(TurnId turn, StepNumber step, BudgetNotice notice) implements StepEvent {}

    /** By what a call cost, a budget passed its soft limit. */
    record BudgetWarned(TurnId turn, StepNumber step, BudgetNotice notice) implements StepEvent {}

    /**
     * The record of a model call, without the transcript: it can be rebuilt from the facts up to
     * {@code seenTo}.
     *
     * @param seenFrom first version that is new to the model since its previous call of this turn
     * @param seenTo last version the request saw
     * @param requestHash SHA-256, in hex, of the canonical request
     * @param output the message the call produced; its content is in the fact that completes it
     */
    record GenerationRecorded(
            TurnId turn,
            StepNumber step,
            Attempt attempt,
            StreamVersion seenFrom,
            StreamVersion seenTo,
            String requestHash,
            MessageId output,
            ModelRef model,
            FinishReason finish,
            Usage usage,
            Duration duration,
            @Nullable Duration timeToFirstChunk)
            implements StepEvent {}

    /** A message of the agent is complete, once per model call that answered. */
    record OutputCompleted(
            TurnId turn, StepNumber step, Message message, ModelRef model, Usage usage)
            implements StepEvent {}

    /** The loop accepted the calls of an answer, in the order the model asked for them. */
    record ActStarted(TurnId turn, StepNumber step, List<PlannedCall> calls) implements StepEvent {
        public ActStarted {
            calls = List.copyOf(calls);
        }
    }

    /**
     * The intent to run a tool; committed before the run. Attempts above one repeat under one key.
     */
    record ToolStarted(TurnId turn, StepNumber step, Attempt attempt, ToolCall call)
            implements StepEvent {}

    /**
     * The client owes results for these calls.
     *
     * @param askedAt absent in logs of the days when such a wait was the turn's own time
     */
    record ClientToolsRequested(
            TurnId turn, StepNumber step, List<ToolCall> calls, @Nullable Instant askedAt)
            implements StepEvent {
        public ClientToolsRequested {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A person has to say whether the call may run. What they allow is what they were shown.
     *
     * @param hash what their answer has to name
     * @param rule whose wish it is that somebody is asked, in a few words
     */
    record ApprovalRequested(
            TurnId turn,
            StepNumber step,
            ToolCall call,
            CallHash hash,
            String rule,
            Instant askedAt)
            implements StepEvent {}

    /**
     * A person decided whether a call may run, once for each call. The intent of the run follows,
     * or its result, which says that it was rejected.
     *
     * @param hash of what may run; of a rejected call, of what may not
     * @param edited the arguments that run in place of the model's; absent unless it was edited
     * @param by who decided, as far as the door they came through knows
     * @param comment theirs, which the model is told when it was rejected; empty when none
     */
    record ApprovalDecided(
            TurnId turn,
            StepNumber step,
            ToolCallId call,
            String tool,
            Approval approval,
            CallHash hash,
            @Nullable JsonText edited,
            String by,
            String comment,
            Instant decidedAt)
            implements StepEvent {}

    /**
     * A run has put its work on another session, whose answer will be the call's result.
     *
     * @param task the session that works on it
     */
    record ToolDelegated(
            TurnId turn,
            StepNumber step,
            ToolCallId call,
            String tool,
            SessionId task,
            Instant delegatedAt)
            implements StepEvent {}

    /**
     * A run was cut off and may not be repeated unasked. What is made of it is ruled next: by the
     * tool, by the agent's policy, or by somebody who is asked.
     */
    record ToolOutcomeUnknown(TurnId turn, StepNumber step, ToolCallId call, String tool)
            implements StepEvent {}

    /** Somebody outside has to say what is made of a call whose outcome is unknown. */
    record RulingRequested(
            TurnId turn, StepNumber step, ToolCallId call, String tool, Instant askedAt)
            implements StepEvent {}

    /**
     * It was ruled what is made of a call whose outcome was unknown, once for each time it became
     * so. Unless the call is run again, its result follows.
     */
    record OutcomeRuled(
            TurnId turn,
            StepNumber step,
            ToolCallId call,
            String tool,
            Ruling ruling,
            RuledBy by,
            Instant ruledAt)
            implements StepEvent {}

    /** A call has its result, whoever ran it. */
    record ToolCompleted(
            TurnId turn,
            StepNumber step,
            ToolCallId call,
            String tool,
            ToolResult result,
            Duration duration)
            implements StepEvent {}

    /** Every call of the step has its result. */
    record ActCompleted(TurnId turn, StepNumber step, int succeeded, int failed)
            implements StepEvent {}

    /**
     * A new owner found the attempt open and gave it up: its message never completes and its text
     * counts for nothing.
     */
    record AttemptSuperseded(TurnId turn, StepNumber step, Attempt attempt, MessageId message)
            implements StepEvent {}
}
