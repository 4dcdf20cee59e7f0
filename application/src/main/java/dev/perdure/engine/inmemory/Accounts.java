package dev.perdure.engine.inmemory;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.CallKey;
import dev.perdure.engine.work.Epoch;
import dev.perdure.session.SessionKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The budgets of all organisations; touched under the lock of the memory only. */
final class Accounts {

    final Map<BudgetId, Budget> budgets = new LinkedHashMap<>();

    /** What is reserved for calls that are not settled. */
    final Map<CallKey, Kept> kept = new LinkedHashMap<>();

    /** Oldest first. */
    final List<BudgetEntry> ledger = new ArrayList<>();

    final Map<BudgetId, Set<SessionKey>> held = new LinkedHashMap<>();

    void forget(BudgetId id) {
        budgets.remove(id);
        held.remove(id);
        ledger.removeIf(entry -> entry.budget().equals(id));
    }

    /**
     * What is kept for one call.
     *
     * @param epoch of the claim it is made under
     */
    record Kept(Epoch epoch, Map<BudgetId, Part> parts) {}

    /** What is kept from one budget, and since when. */
    record Part(BigDecimal amount, Instant at) {}
}
