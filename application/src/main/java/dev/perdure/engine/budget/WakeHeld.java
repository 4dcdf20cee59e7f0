package dev.perdure.engine.budget;

import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetNotice;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.loop.Decision;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnInput;
import dev.perdure.loop.TurnLoop;
import dev.perdure.loop.TurnState;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.Optional;
import java.util.Set;

/**
 * Makes turns due that a budget holds. A hint: a turn that is overlooked, because it was just going
 * to rest, looks by itself a little later.
 */
public final class WakeHeld {

    private final BudgetStore budgets;
    private final EventAppender log;
    private final FoldedSessions folded;

    public WakeHeld(BudgetStore budgets, EventAppender log, FoldedSessions folded) {
        this.budgets = budgets;
        this.log = log;
        this.folded = folded;
    }

    /** Takes note of the sessions that wait for a budget. */
    Held take(OrganisationId organisation, BudgetId id) {
        return new Held(budgets.takeHeld(organisation, id));
    }

    void all(Held held, BudgetNotice notice) {
        held.sessions().forEach(session -> wake(session, notice));
    }

    /**
     * Makes the turn of a session due if a budget holds it.
     *
     * @return whether one did
     */
    boolean wake(SessionKey session, BudgetNotice notice) {
        while (true) {
            SessionState state = folded.load(session);
            Optional<TurnState> turn = state.foremost();
            if (turn.isEmpty()) {
                return false;
            }
            Either<Refusal, Decision> decision =
                    TurnLoop.decide(turn.get(), new TurnInput.Funded(notice));
            if (decision.isLeft()) {
                return false;
            }
            AppendOutcome outcome =
                    Appends.one(
                            log,
                            Batch.of(
                                            session,
                                            new Guard.AtVersion(state.version()),
                                            decision.get().facts())
                                    .with(new WorkChange.MakeDue(turn.get().turn())));
            if (!(outcome instanceof AppendOutcome.VersionConflict)) {
                return outcome instanceof AppendOutcome.Appended;
            }
        }
    }

    /** Sessions whose turns a budget holds, or held lately. */
    record Held(Set<SessionKey> sessions) {}
}
