package dev.perdure.contract.crash;

import dev.perdure.budget.Account;
import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The budgets of one session, past every watcher. */
record Purse(Storage storage, BudgetSubject session, SessionKey key) {

    static Purse of(Storage storage, SessionKey session) {
        return new Purse(
                storage,
                new BudgetSubject(BudgetSubject.Kind.SESSION, session.id().value()),
                session);
    }

    List<Budget> budgets() {
        return storage.budgets()
                .of(key.organisation(), List.of(session), storage.clock().instant());
    }

    void bound(long tokens) {
        if (!budgets().isEmpty()) {
            return;
        }
        Instant now = storage.clock().instant();
        BudgetTerms terms =
                new BudgetTerms(
                        session,
                        BudgetCurrency.TOKENS,
                        BigDecimal.valueOf(tokens),
                        null,
                        null,
                        BudgetTerms.Mode.ACTIVE,
                        JsonObject.empty());
        storage.budgets()
                .insert(
                        new Budget(
                                new BudgetId(UUID.randomUUID()),
                                key.organisation(),
                                terms,
                                Account.fresh(now),
                                now,
                                now));
    }

    /** Whether no call of a turn that has ended still holds something. */
    boolean holdsNothing() {
        return budgets().stream().allMatch(budget -> budget.account().reserved().signum() == 0);
    }

    /** Whether what is spent is what the calls of the ledger come to. */
    boolean isExact() {
        return budgets().stream()
                .allMatch(budget ->
                        calls(budget).stream()
                                        .map(BudgetEntry::amount)
                                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                                        .compareTo(budget.account().spent())
                                == 0);
    }

    /** Whether as many calls were paid for as answers were got, or more. */
    boolean hasPaidFor(int answers) {
        return budgets().stream().allMatch(budget -> calls(budget).size() >= answers);
    }

    private List<BudgetEntry> calls(Budget budget) {
        return storage
                .budgets()
                .ledger(key.organisation(), budget.id(), new Window(0, Window.LIMIT_MAX))
                .stream()
                .filter(entry -> entry.source() != BudgetEntry.Source.TOP_UP)
                .toList();
    }
}
