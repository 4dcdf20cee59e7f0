package dev.perdure.engine.budget;

import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.view.FoldedSessions;

/** Everything that can be asked about budgets. */
public record BudgetCases(KeepBudgets keep, ReadBudgets read, ResumeSession resume) {

    /**
     * On a storage.
     *
     * @param subjects whom calls of this node ask
     */
    public static BudgetCases of(
            Storage storage, IdSource ids, ConcernedSubjects subjects, FoldedSessions folded) {
        ReadBudgets read = new ReadBudgets(storage.budgets(), storage.clock());
        WakeHeld wake = new WakeHeld(storage.budgets(), storage.log(), folded);
        KeepBudgets keep = new KeepBudgets(storage, ids, subjects, wake);
        return new BudgetCases(keep, read, new ResumeSession(read, keep, wake));
    }
}
