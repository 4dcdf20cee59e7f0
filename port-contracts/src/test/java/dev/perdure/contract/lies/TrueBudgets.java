package dev.perdure.contract.lies;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Reserving;
import dev.perdure.engine.store.Window;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Passes everything on; a lie overrides one thing. */
class TrueBudgets implements BudgetStore {

    final BudgetStore truth;

    TrueBudgets(BudgetStore truth) {
        this.truth = truth;
    }

    @Override
    public Set<UUID> subjects(OrganisationId organisation) {
        return truth.subjects(organisation);
    }

    @Override
    public Optional<Budget> find(OrganisationId organisation, BudgetId id, Instant now) {
        return truth.find(organisation, id, now);
    }

    @Override
    public List<Budget> of(OrganisationId organisation, List<BudgetSubject> subjects, Instant now) {
        return truth.of(organisation, subjects, now);
    }

    @Override
    public List<Budget> list(OrganisationId organisation, Instant now) {
        return truth.list(organisation, now);
    }

    @Override
    public void insert(Budget budget) {
        truth.insert(budget);
    }

    @Override
    public Optional<Budget> change(
            OrganisationId organisation, BudgetId id, BudgetChange change, Instant now) {
        return truth.change(organisation, id, change, now);
    }

    @Override
    public boolean remove(OrganisationId organisation, BudgetId id) {
        return truth.remove(organisation, id);
    }

    @Override
    public Reservation reserve(Reserving asked, Instant now) {
        return truth.reserve(asked, now);
    }

    @Override
    public List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now) {
        return truth.settle(call, spent, now);
    }

    @Override
    public List<BudgetEntry> ledger(OrganisationId organisation, BudgetId id, Window window) {
        return truth.ledger(organisation, id, window);
    }

    @Override
    public Set<SessionKey> takeHeld(OrganisationId organisation, BudgetId id) {
        return truth.takeHeld(organisation, id);
    }
}
