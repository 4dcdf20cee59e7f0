package dev.perdure.engine.store;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a budget.
 *
 * @param change changes neither id, organisation nor subject; may be asked again
 * @param entry what the ledger says of it; absent when nothing
 */
public record BudgetChange(UnaryOperator<Budget> change, @Nullable BudgetEntry entry) {

    /** One that the ledger does not tell. */
    public static BudgetChange of(UnaryOperator<Budget> change) {
        return new BudgetChange(change, null);
    }
}
