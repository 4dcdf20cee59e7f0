package dev.perdure.engine.turn;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.Claim;

/** Makes runs of claimed turns. */
public final class TurnRunner {

    private final EventLog log;
    private final FoldedSessions folded;
    private final Interpreters interpreters;

    public TurnRunner(EventLog log, FoldedSessions folded, Interpreters interpreters) {
        this.log = log;
        this.folded = folded;
        this.interpreters = interpreters;
    }

    public RunningTurn start(Claim claim) {
        TurnJournal journal = new TurnJournal(log, folded, claim, interpreters.moments().clock());
        return new TurnRun(claim, journal, interpreters);
    }
}
