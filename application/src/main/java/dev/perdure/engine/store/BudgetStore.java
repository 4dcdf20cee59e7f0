package dev.perdure.engine.store;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Budgets, what is reserved from them, and their ledgers. Every write is atomic over all budgets it
 * concerns, and of writes to one budget each sees what the one before left. Nothing of one
 * organisation is seen by another. Thread-safe. Throws {@link StoreUnavailable} when the store
 * cannot be reached.
 *
 * <p>A reservation lives as long as the claim it was made under. Whoever looks at a budget, or
 * finds no room in it, finds what dead, replaced or ended owners left reserved settled at what they
 * had reserved, so that nothing stays reserved for ever, and nothing is given back that may yet be
 * billed. It counts in the period it was reserved in.
 */
public interface BudgetStore {

    /** The ids of everything that has a budget. */
    Set<UUID> subjects(OrganisationId organisation);

    /** As it is at {@code now}. */
    Optional<Budget> find(OrganisationId organisation, BudgetId id, Instant now);

    /** The budgets of the subjects, oldest first, as they are at {@code now}. */
    List<Budget> of(OrganisationId organisation, List<BudgetSubject> subjects, Instant now);

    /** All budgets, oldest first, as they are at {@code now}. */
    List<Budget> list(OrganisationId organisation, Instant now);

    void insert(Budget budget);

    /**
     * Replaces a budget by what the change makes of it as it is at {@code now}.
     *
     * @return the budget after it; empty when there is none
     */
    Optional<Budget> change(
            OrganisationId organisation, BudgetId id, BudgetChange change, Instant now);

    /**
     * Removes a budget and its ledger.
     *
     * @return false when there is none
     */
    boolean remove(OrganisationId organisation, BudgetId id);

    /**
     * Reserves for a call from every budget of its subjects that is counted, or from none. Asked
     * once more for the same call before that is settled, it answers the same and reserves nothing
     * more. A turn whose call is held is noted with the budget that holds it, until a call of its
     * session is granted by that.
     */
    Reservation reserve(Reserving asked, Instant now);

    /**
     * Says what a call came to; the first word counts, and a call that nothing is reserved for is
     * passed over.
     *
     * @param spent absent where nobody knows, which makes it what was reserved
     * @return the budgets that passed their soft limits by this
     */
    List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now);

    /**
     * The ledger, newest first.
     *
     * @param window of the lines
     */
    List<BudgetEntry> ledger(OrganisationId organisation, BudgetId id, Window window);

    /** The sessions whose turns were noted as held by a budget; they are noted no longer. */
    Set<SessionKey> takeHeld(OrganisationId organisation, BudgetId id);
}
