package dev.perdure.engine.budget;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Window;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.List;

/** Looks at budgets as they are now. */
public final class ReadBudgets {

    private final BudgetStore budgets;
    private final InstantSource clock;

    public ReadBudgets(BudgetStore budgets, InstantSource clock) {
        this.budgets = budgets;
        this.clock = clock;
    }

    public Either<Refusal, Budget> find(OrganisationId organisation, BudgetId id) {
        return budgets.find(organisation, id, clock.instant())
                .<Either<Refusal, Budget>>map(Either::right)
                .orElseGet(() -> Either.left(noSuchBudget(id)));
    }

    /** All of them, oldest first. */
    public List<Budget> list(OrganisationId organisation) {
        return budgets.list(organisation, clock.instant());
    }

    /**
     * Those that calls of a session are reserved from: its own, its agent's, its organisation's,
     * and those of the sessions it works for.
     */
    public List<Budget> concerning(Session session) {
        return budgets.of(
                session.key().organisation(),
                BudgetSubject.of(session.key(), session.settings()),
                clock.instant());
    }

    /** What moved the balance, newest first. */
    public Either<Refusal, List<BudgetEntry>> ledger(
            OrganisationId organisation, BudgetId id, Window window) {
        return find(organisation, id).map(found -> budgets.ledger(organisation, id, window));
    }

    static Refusal noSuchBudget(BudgetId id) {
        return new Refusal.NotFound("budget", id.value().toString());
    }
}
