package dev.perdure.loop;

import dev.perdure.budget.BudgetNotice;
import dev.perdure.event.Stretch;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.AgentPin;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the machine is told: one thing that was learned. */
public sealed interface TurnInput {

    /**
     * The turn's settings are resolved; it can start.
     *
     * @param fallbacks the models to go to when {@code model} fails, in order
     * @param setup what it runs with; absent when that is what the turn before it ran with
     */
    record Begin(
            @Nullable AgentPin agent,
            ModelRef model,
            List<ModelRef> fallbacks,
            TurnLimits limits,
            @Nullable TurnSetup setup,
            Moment moment)
            implements TurnInput {

        public Begin {
            fallbacks = List.copyOf(fallbacks);
        }

        /** With what the turn before it ran with. */
        public Begin(
                @Nullable AgentPin agent,
                ModelRef model,
                List<ModelRef> fallbacks,
                TurnLimits limits,
                Moment moment) {
            this(agent, model, fallbacks, limits, null, moment);
        }

        /** With a single model. */
        public Begin(@Nullable AgentPin agent, ModelRef model, TurnLimits limits, Moment moment) {
            this(agent, model, List.of(), limits, moment);
        }
    }

    /** The turn's settings cannot be resolved, or it cannot go on. */
    record NotRunnable(Refusal why, FailureReason reason) implements TurnInput {

        public NotRunnable(Refusal why) {
            this(why, FailureReason.NOT_RUNNABLE);
        }
    }

    /** A new owner took the turn over; nothing its predecessor started is still under way. */
    record Recovered(Moment moment) implements TurnInput {}

    /** Nothing outside is awaited; go on. */
    record Proceed(Moment moment) implements TurnInput {}

    /**
     * The open attempt was answered.
     *
     * @param news what budgets had to say to it
     */
    record ModelAnswered(
            StepNumber step, Attempt attempt, Answer answer, BudgetNews news, Moment moment)
            implements TurnInput {

        /** Of a call that no budget is concerned with. */
        public ModelAnswered(StepNumber step, Attempt attempt, Answer answer, Moment moment) {
            this(step, attempt, answer, BudgetNews.NONE, moment);
        }
    }

    /**
     * The open attempt came to nothing.
     *
     * @param stretch what notes could stand for, so that there is less to show; absent when nothing
     *     is, or it was not looked for
     * @param smaller what would leave less to show; absent when nothing does, or it was not looked
     *     for
     * @param news what budgets had to say to it
     */
    record ModelFailed(
            StepNumber step,
            Attempt attempt,
            ModelFailure failure,
            Usage usage,
            Duration duration,
            @Nullable Stretch stretch,
            @Nullable Reduction smaller,
            BudgetNews news,
            Moment moment)
            implements TurnInput {

        /** Of a call that no budget is concerned with. */
        public ModelFailed(
                StepNumber step,
                Attempt attempt,
                ModelFailure failure,
                Usage usage,
                Duration duration,
                @Nullable Stretch stretch,
                @Nullable Reduction smaller,
                Moment moment) {
            this(
                    step,
                    attempt,
                    failure,
                    usage,
                    duration,
                    stretch,
                    smaller,
                    BudgetNews.NONE,
                    moment);
        }

        /** Of a call whose size did not matter. */
        public ModelFailed(
                StepNumber step,
                Attempt attempt,
                ModelFailure failure,
                Usage usage,
                Duration duration,
                Moment moment) {
            this(step, attempt, failure, usage, duration, null, null, moment);
        }
    }

    /**
     * The open attempt would show more than its model takes, and there is a way to show less.
     *
     * @param stretch what notes could stand for; absent when nothing is
     * @param smaller what would leave less to show; absent when nothing does
     * @param why one sentence
     */
    record ContextOutgrown(
            StepNumber step,
            Attempt attempt,
            @Nullable Stretch stretch,
            @Nullable Reduction smaller,
            String why)
            implements TurnInput {}

    /**
     * The notes that the open attempt waits for are written, and there is less to show.
     *
     * @param news what budgets had to say to the call for them
     */
    record ContextCondensed(
            StepNumber step,
            Attempt attempt,
            String notes,
            long tokensBefore,
            long tokensAfter,
            Usage usage,
            Duration duration,
            BudgetNews news)
            implements TurnInput {}

    /**
     * The open attempt gets no notes.
     *
     * @param why one sentence
     * @param smaller what leaves less to show all the same; absent when nothing does
     * @param news what budgets had to say to the call for them
     */
    record ContextNotCondensed(
            StepNumber step,
            Attempt attempt,
            String why,
            Usage usage,
            Duration duration,
            @Nullable Reduction smaller,
            BudgetNews news)
            implements TurnInput {}

    record ToolReturned(ToolCallId call, ToolResult result, Duration duration, Moment moment)
            implements TurnInput {}

    /** A run put its work on another session, whose answer will be the call's result. */
    record ToolDelegated(ToolCallId call, SessionId task, Moment moment) implements TurnInput {}

    /** The session that a call put its work on has answered. */
    record TaskAnswered(ToolCallId call, SessionId task, ToolResult result, Instant now)
            implements TurnInput {}

    /** The tool said what became of a call whose outcome was unknown. */
    record ToolProbed(ToolCallId call, Finding finding, Moment moment) implements TurnInput {}

    /** Somebody ruled on a call whose outcome is unknown. */
    record Ruled(ToolCallId call, Verdict verdict, Instant now) implements TurnInput {}

    /**
     * A person said whether a call may run.
     *
     * @param session whose call it is, which is part of its hash
     * @param shown the hash of what they decided about
     * @param by who they are, as far as is known
     * @param comment empty when they left none
     */
    record ApprovalAnswered(
            SessionKey session,
            ToolCallId call,
            CallHash shown,
            ApprovalAnswer answer,
            String by,
            String comment,
            Instant now)
            implements TurnInput {}

    /** The client handed in results; those of calls it does not owe are passed over. */
    record ClientResults(Map<ToolCallId, ToolResult> results, Instant now) implements TurnInput {
        public ClientResults {
            results = Map.copyOf(results);
        }
    }

    /** The client's time for a result is up. */
    record ClientTimeUp(Moment moment) implements TurnInput {}

    /** The time a turn waited for has come. */
    record TimerRang(Moment moment) implements TurnInput {}

    /** Somebody made room in a budget that held the turn. */
    record Funded(BudgetNotice notice) implements TurnInput {}

    /** A bound was hit while an effect was under way. */
    record BoundHit(SealReason bound) implements TurnInput {}

    /**
     * The turn is to stop.
     *
     * @param receipts what is known of the tool runs that were interrupted; the rest is unknown
     */
    record CancelAsked(String reason, Map<ToolCallId, ToolResult> receipts) implements TurnInput {
        public CancelAsked {
            receipts = Map.copyOf(receipts);
        }
    }
}
