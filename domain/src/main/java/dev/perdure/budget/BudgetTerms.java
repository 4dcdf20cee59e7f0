package dev.perdure.budget;

import dev.perdure.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a budget.
 *
 * @param limit what may be spent in a period; not negative
 * @param softLimit from which on it is warned of; absent when it is not
 * @param period absent when there is one that never ends
 * @param metadata of the caller, kept as it is
 */
public record BudgetTerms(
        BudgetSubject subject,
        BudgetCurrency currency,
        BigDecimal limit,
        @Nullable BigDecimal softLimit,
        @Nullable BudgetPeriod period,
        Mode mode,
        JsonObject metadata) {

    public BudgetTerms {
        limit = Amounts.plain(limit);
        softLimit = softLimit == null ? null : Amounts.plain(softLimit);
        if (limit.signum() < 0 || (softLimit != null && softLimit.signum() < 0)) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }

    /** Whether a budget is looked at. */
    public enum Mode {
        ACTIVE,
        /** No call is begun, whatever is left. */
        PAUSED,
        /** As if there were no such budget; nothing is counted. */
        DISABLED
    }

    public BudgetTerms mode(Mode next) {
        return new BudgetTerms(subject, currency, limit, softLimit, period, next, metadata);
    }
}
