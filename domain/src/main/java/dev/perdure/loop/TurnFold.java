package dev.perdure.loop;

import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.Usage;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;

/** The evolving half of {@link TurnLoop}: total, because an old log must always fold. */
final class TurnFold {

    private TurnFold() {}

    static TurnState evolve(TurnState state, TurnEvent fact) {
        if (!state.turn().equals(fact.turn()) || state instanceof TurnState.Ended) {
            return state;
        }
        return switch (fact) {
            case TurnEvent.Whole whole -> evolveWhole(state, whole);
            case StepEvent step ->
                    state instanceof TurnState.Open open ? evolveStep(open, step) : state;
        };
    }

    private static TurnState evolveWhole(TurnState state, TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.MessageReceived ignored -> state;
            case TurnEvent.MessageQueued ignored -> state;
            case TurnEvent.MessageSteered ended ->
                    new TurnState.Steered(ended.turn(), ended.into());
            case TurnEvent.MessageInterrupted ignored -> state;
            case TurnEvent.SessionActivated ignored -> state;
            case TurnEvent.TurnStarted started -> started(state, started);
            case TurnEvent.CancelRequested asked -> askedToStop(state, asked.reason());
            case TurnEvent.TurnCompleted ended -> new TurnState.Completed(ended.turn());
            case TurnEvent.TurnFailed ended -> new TurnState.Failed(ended.turn(), ended.reason());
            case TurnEvent.TurnCancelled ended -> new TurnState.Cancelled(ended.turn());
            case TurnEvent.TurnSealed ended -> new TurnState.Sealed(ended.turn(), ended.reason());
            case TurnEvent.SessionIdled ignored -> state;
        };
    }

    private static TurnState started(TurnState state, TurnEvent.TurnStarted fact) {
        if (!(state instanceof TurnState.Queued queued)) {
            return state;
        }
        Progress progress =
                new Progress(
                        fact.turn(),
                        fact.input(),
                        fact.agent(),
                        fact.model(),
                        fact.limits(),
                        fact.startedAt(),
                        StepNumber.FIRST,
                        Usage.NONE,
                        0,
                        0,
                        Waiting.NONE,
                        Repetition.NONE,
                        Recourse.of(fact.fallbacks()),
                        queued.cancelReason());
        return new TurnState.Ready(progress, Attempt.FIRST);
    }

    private static TurnState askedToStop(TurnState state, String reason) {
        return switch (state) {
            case TurnState.Queued queued ->
                    new TurnState.Queued(queued.turn(), queued.input(), reason);
            case TurnState.Open open -> with(open, open.progress().askedToStop(reason));
            case TurnState.Ended ended -> ended;
        };
    }

    static TurnState.Open with(TurnState.Open open, Progress progress) {
        return switch (open) {
            case TurnState.Ready ready -> new TurnState.Ready(progress, ready.next());
            case TurnState.Reasoning reasoning ->
                    new TurnState.Reasoning(
                            progress,
                            reasoning.attempt(),
                            reasoning.output(),
                            reasoning.condensing());
            case TurnState.BackingOff waiting ->
                    new TurnState.BackingOff(progress, waiting.failed(), waiting.until());
            case TurnState.Acting acting -> new TurnState.Acting(progress, acting.calls());
            case TurnState.AwaitingClient waiting ->
                    new TurnState.AwaitingClient(progress, waiting.calls());
            case TurnState.AwaitingPerson waiting ->
                    new TurnState.AwaitingPerson(progress, waiting.calls());
        };
    }

    private static TurnState evolveStep(TurnState.Open state, StepEvent fact) {
        Progress progress = state.progress();
        return switch (fact) {
            case StepEvent.ReasonStarted started ->
                    new TurnState.Reasoning(
                            progress.atStep(started.step()), started.attempt(), started.output());
            case StepEvent.OutputStarted ignored -> state;
            case StepEvent.ThinkingCompleted ignored -> state;
            case StepEvent.ReasonCompleted answered ->
                    with(state, progress.afterModelCall(answered.usage()));
            case StepEvent.ReasonFailed failed -> failed(state, failed);
            case StepEvent.ModelSwitched switched ->
                    betweenCalls(
                            state,
                            progress.switchedTo(switched.to(), switched.next().value() - 1),
                            switched.next());
            case StepEvent.ContextReduced reduced -> ContextFold.reduced(state, reduced);
            case StepEvent.ContextCompacting began -> ContextFold.compacting(state, began);
            case StepEvent.ContextCompacted done -> ContextFold.compacted(state, done);
            case StepEvent.ContextCompactionFailed failed -> ContextFold.failed(state, failed);
            case StepEvent.BudgetReached reached -> with(state, progress.heldBy(reached.notice()));
            case StepEvent.BudgetResumed ignored -> resumed(state, progress.heldBy(null));
            case StepEvent.BudgetWarned ignored -> state;
            case StepEvent.GenerationRecorded ignored -> state;
            case StepEvent.OutputCompleted ignored -> state;
            case StepEvent.ActStarted acting ->
                    new TurnState.Acting(
                            progress.withCalls(acting.calls().size()),
                            acting.calls().stream()
                                    .<CallState>map(CallState.Planned::first)
                                    .toList());
            case StepEvent.ToolStarted started ->
                    CallFold.onCall(
                            state,
                            started.call().id(),
                            call -> new CallState.Started(call.planned(), started.attempt()));
            case StepEvent.ClientToolsRequested requested -> CallFold.requested(state, requested);
            case StepEvent.ToolDelegated delegated -> CallFold.delegated(state, delegated);
            case StepEvent.ToolOutcomeUnknown unknown ->
                    CallFold.onCall(state, unknown.call(), CallFold::inDoubt);
            case StepEvent.RulingRequested asked -> CallFold.asked(state, asked);
            case StepEvent.OutcomeRuled ruled -> CallFold.ruled(state, ruled);
            case StepEvent.ApprovalRequested asked -> CallFold.asked(state, asked);
            case StepEvent.ApprovalDecided decided -> CallFold.decided(state, decided);
            case StepEvent.ToolCompleted completed -> CallFold.completed(state, completed);
            case StepEvent.ActCompleted ignored ->
                    new TurnState.Ready(progress.afterStep(state.calls()), Attempt.FIRST);
            case StepEvent.AttemptSuperseded superseded ->
                    // It was called; what it spent, its owner took along.
                    new TurnState.Ready(
                            progress.afterModelCall(Usage.NONE), superseded.attempt().next());
        };
    }

    /** What the next attempt is like is said while no call of a tool is open. */
    static TurnState betweenCalls(TurnState.Open state, Progress next, Attempt attempt) {
        return state.calls().isEmpty() ? new TurnState.Ready(next, attempt) : state;
    }

    /** Whoever waited for the budget waits for no time any more, its last look least of all. */
    private static TurnState resumed(TurnState.Open state, Progress progress) {
        return state instanceof TurnState.BackingOff waiting
                ? new TurnState.Ready(progress, waiting.failed().next())
                : with(state, progress);
    }

    private static TurnState failed(TurnState.Open state, StepEvent.ReasonFailed fact) {
        Progress progress = state.progress().afterFailure(fact.failure().kind(), fact.usage());
        return fact.retryAt() == null
                ? with(state, progress)
                : new TurnState.BackingOff(progress, fact.attempt(), fact.retryAt());
    }
}
