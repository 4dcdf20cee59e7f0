package dev.perdure.loop;

import dev.perdure.event.StepEvent;
import dev.perdure.model.Usage;
import dev.perdure.turn.Attempt;
import org.jspecify.annotations.Nullable;

/** The part of the fold that is about how much of the conversation a model is shown. */
final class ContextFold {

    private ContextFold() {}

    /** An open attempt shows less itself; otherwise the next one does. */
    static TurnState reduced(TurnState.Open state, StepEvent.ContextReduced fact) {
        return isOpen(state, fact.next())
                ? TurnFold.with(state, state.progress().showing(fact.reduction()))
                : TurnFold.betweenCalls(
                        state, state.progress().reducedTo(fact.reduction()), fact.next());
    }

    static TurnState compacting(TurnState.Open state, StepEvent.ContextCompacting fact) {
        return onAttempt(
                state,
                fact.attempt(),
                state.progress().askingForNotes(fact.overflow()),
                new Condensing(fact.stretch(), fact.overflow()));
    }

    static TurnState compacted(TurnState.Open state, StepEvent.ContextCompacted fact) {
        return after(state, fact.attempt(), Recourse.Noting.WRITTEN, fact.usage());
    }

    static TurnState failed(TurnState.Open state, StepEvent.ContextCompactionFailed fact) {
        return after(state, fact.attempt(), Recourse.Noting.FAILED, fact.usage());
    }

    private static TurnState after(
            TurnState.Open state, Attempt attempt, Recourse.Noting outcome, Usage spent) {
        return onAttempt(state, attempt, state.progress().afterNotes(outcome, spent), null);
    }

    private static TurnState onAttempt(
            TurnState.Open state,
            Attempt attempt,
            Progress progress,
            @Nullable Condensing condensing) {
        return state instanceof TurnState.Reasoning reasoning && isOpen(state, attempt)
                ? new TurnState.Reasoning(progress, attempt, reasoning.output(), condensing)
                : state;
    }

    private static boolean isOpen(TurnState.Open state, Attempt attempt) {
        return state instanceof TurnState.Reasoning reasoning
                && reasoning.attempt().equals(attempt);
    }
}
