package dev.perdure.engine.turn;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.work.Claim;

/** Makes runs of claimed turns. */
public final class TurnRunner {

    private final EventLog log;
    private final Interpreters interpreters;

    public TurnRunner(EventLog log, Interpreters interpreters) {
        this.log = log;
        this.interpreters = interpreters;
    }

    public RunningTurn start(Claim claim) {
        return new TurnRun(claim, log, interpreters);
    }
}
