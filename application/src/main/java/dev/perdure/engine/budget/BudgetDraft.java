package dev.perdure.engine.budget;

import dev.perdure.budget.BudgetCurrency;
import dev.perdure.budget.BudgetPeriod;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.BudgetTerms;
import dev.perdure.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A budget as somebody wants it.
 *
 * @param softLimit absent means no warning
 * @param period absent means one that never ends
 */
public record BudgetDraft(
        BudgetSubject subject,
        BudgetCurrency currency,
        BigDecimal limit,
        @Nullable BigDecimal softLimit,
        @Nullable BudgetPeriod period,
        JsonObject metadata) {

    BudgetTerms terms() {
        return new BudgetTerms(
                subject, currency, limit, softLimit, period, BudgetTerms.Mode.ACTIVE, metadata);
    }
}
