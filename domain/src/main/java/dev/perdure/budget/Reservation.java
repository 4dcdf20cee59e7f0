package dev.perdure.budget;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Whether a call may begin, as far as budgets have a say. */
public sealed interface Reservation {

    /** No budget is concerned. */
    record Free() implements Reservation {}

    /** It may, and what it may cost is kept for it in every budget that is concerned. */
    record Granted(List<Budget> budgets) implements Reservation {
        public Granted {
            budgets = List.copyOf(budgets);
        }
    }

    /** It may not before the budget has room for {@code asked}; nothing was reserved anywhere. */
    record Held(Budget budget, BigDecimal asked) implements Reservation {}

    /** It may not at all: the budget counts money, and nobody knows what the model costs. */
    record Unpriced(Budget budget) implements Reservation {}

    /**
     * What becomes of a call that may take {@code most}: all of the budgets allow it, or none is
     * touched.
     *
     * @param concerned as they are now, in the order they are locked in; those that are not counted
     *     have no say
     */
    static Reservation of(List<Budget> concerned, Charge most) {
        List<Budget> reserved = new ArrayList<>();
        for (Budget budget : concerned) {
            if (!budget.isCounted()) {
                continue;
            }
            BigDecimal amount = most.in(budget.terms().currency());
            if (amount == null) {
                return new Unpriced(budget);
            }
            if (!budget.allows(amount)) {
                return new Held(budget, amount);
            }
            reserved.add(budget.reserve(amount));
        }
        return reserved.isEmpty() ? new Free() : new Granted(reserved);
    }
}
