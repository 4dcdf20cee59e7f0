package dev.perdure.budget;

/** What a budget is counted in. */
public enum BudgetCurrency {
    /** US dollars, at the listed prices of the models. */
    USD,
    /** Tokens, whatever the model: all that was sent and generated. */
    TOKENS
}
