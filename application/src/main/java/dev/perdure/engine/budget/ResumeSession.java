package dev.perdure.engine.budget;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import io.vavr.control.Either;
import java.util.List;

/** Goes on with a session whose budget was paused. */
public final class ResumeSession {

    private final ReadBudgets read;
    private final KeepBudgets keep;
    private final WakeHeld wake;

    public ResumeSession(ReadBudgets read, KeepBudgets keep, WakeHeld wake) {
        this.read = read;
        this.keep = keep;
        this.wake = wake;
    }

    /**
     * Ends the pause of the session's own budgets and has its turn look again; the budgets of its
     * agent and its organisation are not the session's to go on with.
     *
     * @return how many were paused
     */
    public int resume(Session session) {
        List<Budget> budgets = read.concerning(session);
        int resumed = 0;
        for (Budget budget : budgets) {
            boolean own = budget.terms().subject().kind() == BudgetSubject.Kind.SESSION;
            if (own && budget.terms().mode() == BudgetTerms.Mode.PAUSED) {
                Either<Refusal, Budget> active =
                        keep.revise(
                                budget.organisation(),
                                budget.id(),
                                terms -> terms.mode(BudgetTerms.Mode.ACTIVE));
                resumed += active.isRight() ? 1 : 0;
            }
        }
        budgets.stream()
                .findFirst()
                .ifPresent(any -> wake.wake(session.key(), any.notice("Somebody went on.")));
        return resumed;
    }
}
