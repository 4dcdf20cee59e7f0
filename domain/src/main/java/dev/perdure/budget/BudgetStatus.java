package dev.perdure.budget;

/** How a budget stands, in a word. */
public enum BudgetStatus {
    ACTIVE,
    PAUSED,
    EXHAUSTED,
    DISABLED
}
