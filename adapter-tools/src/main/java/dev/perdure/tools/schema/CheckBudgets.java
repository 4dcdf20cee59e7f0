package dev.perdure.tools.schema;

/**
 * The budgets of the checks under way, each of the thread of its check, because a pattern is told
 * nothing but the text it is held against.
 */
final class CheckBudgets {

    /** Of this object and not static: two engines in one process share nothing. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<CheckBudget> ofThread = new ThreadLocal<>();

    /** Begins a check on this thread, which {@link #end} has to end. */
    CheckBudget begin() {
        CheckBudget budget = new CheckBudget();
        ofThread.set(budget);
        return budget;
    }

    void end() {
        ofThread.remove();
    }

    /**
     * Takes so much from the check of this thread, if there is one. Throws nothing: whoever is told
     * no matches nothing, and the error that follows ends the check.
     */
    boolean take(long units) {
        CheckBudget budget = ofThread.get();
        return budget == null || budget.take(units);
    }
}
