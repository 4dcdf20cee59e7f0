package dev.perdure.budget;

import java.util.UUID;

/** Identity of a budget. */
public record BudgetId(UUID value) implements Comparable<BudgetId> {

    /** By their text, which is the order that stores lock them in. */
    @Override
    public int compareTo(BudgetId other) {
        return value.toString().compareTo(other.value.toString());
    }
}
