package dev.perdure.loop;

import dev.perdure.budget.BudgetNotice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What budgets had to say to a call of a model.
 *
 * @param held by which budget it was held; absent when it was made
 * @param room of the budget that had held it, as it is now; absent where that budget is gone
 * @param warned the budgets that passed their soft limits by it
 */
public record BudgetNews(
        @Nullable BudgetNotice held, @Nullable BudgetNotice room, List<BudgetNotice> warned) {

    /** None is concerned. */
    public static final BudgetNews NONE = new BudgetNews(null, null, List.of());

    public BudgetNews {
        warned = List.copyOf(warned);
    }
}
