package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.Stretch;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.Attempt;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The part of the machine that decides how a model is shown less. */
final class ContextDecision {

    private ContextDecision() {}

    static Either<Refusal, Decision> outgrown(
            TurnState.Reasoning state, TurnInput.ContextOutgrown input) {
        Progress progress = state.progress();
        if (input.stretch() != null && progress.recourse().mayWriteNotes()) {
            return TurnDecision.facts(
                    List.of(
                            compacting(
                                    progress,
                                    state.attempt(),
                                    new Condensing(input.stretch(), Overflow.FORESEEN))));
        }
        return input.smaller() == null
                ? TurnDecision.unfit(state, "show less than it does")
                : TurnDecision.facts(List.of(reduced(state, input.smaller(), input.why())));
    }

    static Either<Refusal, Decision> condensed(
            TurnState.Reasoning state, TurnInput.ContextCondensed input) {
        Progress progress = state.progress();
        List<Event> facts = new ArrayList<>(BudgetFacts.of(progress, input.news()));
        facts.add(
                new StepEvent.ContextCompacted(
                        progress.turn(),
                        progress.step(),
                        state.attempt(),
                        progress.model(),
                        condensing(state).stretch(),
                        input.notes(),
                        input.tokensBefore(),
                        input.tokensAfter(),
                        input.usage(),
                        input.duration()));
        return TurnDecision.facts(facts);
    }

    static Either<Refusal, Decision> notCondensed(
            TurnState.Reasoning state, TurnInput.ContextNotCondensed input) {
        Progress progress = state.progress();
        List<Event> facts = new ArrayList<>(BudgetFacts.of(progress, input.news()));
        facts.add(
                new StepEvent.ContextCompactionFailed(
                        progress.turn(),
                        progress.step(),
                        state.attempt(),
                        progress.model(),
                        condensing(state).stretch(),
                        condensing(state).overflow(),
                        input.why(),
                        input.usage(),
                        input.duration()));
        if (input.smaller() != null) {
            facts.add(reduced(state, input.smaller(), input.why()));
        }
        return TurnDecision.facts(facts);
    }

    /** What the model refused is shown again at once, but for a part that notes stand for. */
    static List<Event> refused(Progress progress, TurnInput.ModelFailed input, Stretch stretch) {
        List<Event> next =
                TurnDecision.attempt(
                        progress.askingForNotes(Overflow.REFUSED),
                        input.attempt().next(),
                        input.moment());
        return condensingFirst(progress, next, new Condensing(stretch, Overflow.REFUSED));
    }

    /** The next attempt, and what is done before its call, if there is to be one. */
    static List<Event> condensingFirst(Progress progress, List<Event> next, Condensing condensing) {
        List<Event> facts = new ArrayList<>(next);
        next.stream()
                .filter(StepEvent.ReasonStarted.class::isInstance)
                .map(fact -> ((StepEvent.ReasonStarted) fact).attempt())
                .findFirst()
                .ifPresent(attempt -> facts.add(compacting(progress, attempt, condensing)));
        return facts;
    }

    private static Event compacting(Progress progress, Attempt attempt, Condensing condensing) {
        return new StepEvent.ContextCompacting(
                progress.turn(),
                progress.step(),
                attempt,
                progress.model(),
                condensing.stretch(),
                condensing.overflow());
    }

    private static Event reduced(TurnState.Reasoning state, Reduction smaller, String why) {
        return new StepEvent.ContextReduced(
                state.turn(), state.progress().step(), state.attempt(), smaller, why);
    }

    private static Condensing condensing(TurnState.Reasoning state) {
        return Objects.requireNonNull(state.condensing());
    }
}
