package dev.perdure.engine.turn;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.Claim;
import dev.perdure.session.SessionKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes runs of claimed turns. */
public final class TurnRunner {

    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);

    private final EventLog log;
    private final FoldedSessions folded;
    private final Interpreters interpreters;
    private final TurnEnds ends;

    public TurnRunner(EventLog log, FoldedSessions folded, Interpreters interpreters) {
        this(log, folded, interpreters, TurnEnds.NONE);
    }

    public TurnRunner(
            EventLog log, FoldedSessions folded, Interpreters interpreters, TurnEnds ends) {
        this.ends = ends;
        this.log = log;
        this.folded = folded;
        this.interpreters = interpreters;
    }

    /**
     * Nudges those of the turns whose sessions hold what they have not seen, asking the log once
     * for all of them. When it is out of reach, nobody is nudged.
     */
    public void nudgeMoved(Collection<RunningTurn> turns) {
        List<Seen> seen = turns.stream().flatMap(turn -> turn.seen().stream()).toList();
        if (seen.isEmpty()) {
            return;
        }
        try {
            Set<SessionKey> moved = log.moved(seen);
            turns.stream()
                    .filter(turn -> moved.contains(turn.claim().session()))
                    .forEach(RunningTurn::nudge);
        } catch (LogUnavailable outage) {
            LOG.debug("Nobody looks after the running turns now.", outage);
        }
    }

    public RunningTurn start(Claim claim) {
        WorkAfter work = new WorkAfter(claim, interpreters.moments().clock());
        TurnJournal journal = new TurnJournal(log, folded, claim, work, ends);
        return new TurnRun(claim, journal, new GivenUp(log, journal, claim), interpreters);
    }
}
