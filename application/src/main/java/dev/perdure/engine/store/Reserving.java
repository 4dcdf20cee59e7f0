package dev.perdure.engine.store;

import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.engine.work.Epoch;
import java.util.List;

/**
 * A call that wants to begin.
 *
 * @param epoch of the claim it is made under
 * @param subjects whose budgets it is reserved from
 * @param most what it may take
 */
public record Reserving(CallKey call, Epoch epoch, List<BudgetSubject> subjects, Charge most) {

    public Reserving {
        subjects = List.copyOf(subjects);
    }
}
