package dev.perdure.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a log says of a budget, as it was then.
 *
 * @param balance what was left of limit and credit
 * @param softLimit absent where there is none
 * @param paused whether somebody paused it, whatever was left
 * @param sentence for a person
 */
public record BudgetNotice(
        BudgetId budget,
        BudgetCurrency currency,
        BigDecimal limit,
        BigDecimal balance,
        @Nullable BigDecimal softLimit,
        boolean paused,
        String sentence) {}
