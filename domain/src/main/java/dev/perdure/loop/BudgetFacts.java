package dev.perdure.loop;

import dev.perdure.budget.BudgetNotice;
import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;

/** The part of the machine that says of budgets what a turn meets of them. */
final class BudgetFacts {

    private BudgetFacts() {}

    /** Once when the turn is held, once when it is not any longer, and each warning. */
    static List<Event> of(Progress progress, BudgetNews news) {
        List<Event> facts = new ArrayList<>();
        BudgetNotice before = progress.recourse().heldBy();
        if (news.held() != null && before == null) {
            facts.add(new StepEvent.BudgetReached(progress.turn(), progress.step(), news.held()));
        } else if (news.held() == null && before != null) {
            facts.add(
                    new StepEvent.BudgetResumed(
                            progress.turn(),
                            progress.step(),
                            news.room() == null ? before : news.room()));
        }
        for (BudgetNotice warning : news.warned()) {
            facts.add(new StepEvent.BudgetWarned(progress.turn(), progress.step(), warning));
        }
        return facts;
    }

    /** Somebody made room; who waits for anything else has no use for it. */
    static Either<Refusal, Decision> funded(TurnState state, BudgetNotice notice) {
        return state instanceof TurnState.BackingOff waiting
                        && waiting.progress().recourse().heldBy() != null
                ? TurnDecision.facts(
                        List.of(
                                new StepEvent.BudgetResumed(
                                        waiting.turn(), waiting.progress().step(), notice)))
                : TurnDecision.unfit(state, "take room in a budget");
    }
}
