package dev.perdure.loop;

import dev.perdure.budget.BudgetNotice;
import dev.perdure.message.MessageId;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.model.Usage;
import dev.perdure.resolution.AgentPin;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every started turn carries along.
 *
 * @param agent the pinned configuration; absent when the harness answers by itself
 * @param usage of all attempts so far, those without an answer included, as far as it was reported
 * @param modelCalls attempts so far, those cut off included
 * @param waiting for somebody outside; it does not count as the turn's time
 * @param repetition whether its steps come to anything new
 * @param recourse what is left to do when the model fails
 * @param cancelReason absent while nobody asked the turn to stop
 */
public record Progress(
        TurnId turn,
        MessageId input,
        @Nullable AgentPin agent,
        ModelRef model,
        TurnLimits limits,
        Instant startedAt,
        StepNumber step,
        Usage usage,
        int modelCalls,
        int toolCalls,
        Waiting waiting,
        Repetition repetition,
        Recourse recourse,
        @Nullable String cancelReason) {

    Progress atStep(StepNumber next) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                next,
                usage,
                modelCalls,
                toolCalls,
                waiting,
                repetition,
                recourse,
                cancelReason);
    }

    /** After a step whose calls came to this. */
    Progress afterStep(List<CallState> calls) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step.next(),
                usage,
                modelCalls,
                toolCalls,
                waiting.closed(),
                repetition.after(calls),
                recourse.atNextStep(),
                cancelReason);
    }

    /** Whether the steps have come to the same as often as they may. */
    boolean isGoingInCircles() {
        return repetition.times() >= limits.sameSteps();
    }

    Progress afterModelCall(Usage spent) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage.plus(spent),
                modelCalls + 1,
                toolCalls,
                waiting,
                repetition,
                recourse,
                cancelReason);
    }

    /** After a call of the model came to this, or was not made. */
    Progress afterFailure(FailureKind kind, Usage spent) {
        Progress after = kind.isOfACall() ? afterModelCall(spent) : this;
        return after.with(model, recourse.after(kind));
    }

    /** With another model of the chain, which has not been asked in this step. */
    Progress switchedTo(ModelRef other, int attemptsBefore) {
        return with(other, recourse.switchedTo(other, attemptsBefore));
    }

    /** With a budget that holds it, or with none. */
    Progress heldBy(@Nullable BudgetNotice budget) {
        return with(model, recourse.heldBy(budget));
    }

    Progress reducedTo(Reduction more) {
        return with(model, recourse.reducedTo(more));
    }

    Progress showing(Reduction less) {
        return with(model, recourse.showing(less));
    }

    Progress askingForNotes(Overflow overflow) {
        return with(model, recourse.askingForNotes(overflow));
    }

    /** After notes were asked for, which is no attempt of the step. */
    Progress afterNotes(Recourse.Noting outcome, Usage spent) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage.plus(spent),
                modelCalls,
                toolCalls,
                waiting,
                repetition,
                recourse.afterNotes(outcome),
                cancelReason);
    }

    private Progress with(ModelRef chosen, Recourse left) {
        return new Progress(
                turn,
                input,
                agent,
                chosen,
                limits,
                startedAt,
                step,
                usage,
                modelCalls,
                toolCalls,
                waiting,
                repetition,
                left,
                cancelReason);
    }

    Progress withCalls(int accepted) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage,
                modelCalls,
                toolCalls + accepted,
                waiting,
                repetition,
                recourse,
                cancelReason);
    }

    Progress askedToStop(String reason) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage,
                modelCalls,
                toolCalls,
                waiting,
                repetition,
                recourse,
                reason);
    }

    /** With another account of how long it waited for somebody. */
    Progress with(Waiting account) {
        return new Progress(
                turn,
                input,
                agent,
                model,
                limits,
                startedAt,
                step,
                usage,
                modelCalls,
                toolCalls,
                account,
                repetition,
                recourse,
                cancelReason);
    }

    /** When the turn has to have ended; its time stands still while it waits for somebody. */
    public Instant end() {
        return waiting.since() == null
                ? startedAt.plus(limits.turnTime()).plus(waiting.total())
                : Instant.MAX;
    }

    /** Until the turn has to have ended; negative when it is past that. */
    Duration timeLeft(Instant now) {
        return Duration.between(now, end());
    }

    boolean isOutOfTime(Instant now) {
        return timeLeft(now).isNegative();
    }
}
