package dev.perdure.contract.invariant;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads logs as they grow and believes nothing else. Asked from one thread at a time; what does not
 * hold is a {@link Violation}.
 */
public final class LogChecker {

    private static final int PAGE = 1000;

    private final EventLog log;
    private final Map<SessionKey, SessionHistory> sessions = new HashMap<>();

    public LogChecker(EventLog log) {
        this.log = log;
    }

    public SessionHistory history(SessionKey session) {
        return sessions.computeIfAbsent(session, key -> new SessionHistory());
    }

    /**
     * Reads what is new in one log, and compares where the session says to be with it; nobody
     * writes now.
     */
    public void read(SessionKey session) {
        SessionHistory history = follow(session);
        Optional<SessionHead> head = log.head(session);
        if (head.isPresent()) {
            compare(head.get(), history);
        }
    }

    /** Reads what is new in one log, while others may write to it. */
    public SessionHistory follow(SessionKey session) {
        SessionHistory history = history(session);
        List<Envelope> page;
        do {
            page = log.read(session, history.offset(), PAGE, Selection.FACTS_AND_DELTAS);
            page.forEach(history::take);
        } while (!page.isEmpty());
        return history;
    }

    private static void compare(SessionHead head, SessionHistory history) {
        SessionStatus status = head.status();
        boolean working = !history.open().isEmpty();
        SessionStatus atRest = history.turns() == 0 ? SessionStatus.STARTED : SessionStatus.IDLE;
        if (working == (status == atRest)) {
            throw new Violation(
                    "the session is " + status + ", its log has open turns " + history.open());
        }
        if (working) {
            compareWaiting(status, history);
        }
    }

    /** A turn that was asked to stop may still be where it waited: it is woken after that. */
    private static void compareWaiting(SessionStatus status, SessionHistory history) {
        TurnId first = history.open().iterator().next();
        Optional<TurnState> turn = history.state().turn(first);
        boolean waits =
                turn.filter(state ->
                                state instanceof TurnState.AwaitingClient
                                        || state instanceof TurnState.AwaitingPerson)
                        .isPresent();
        boolean mustWait = waits && !turn.get().isToStop();
        boolean shown = status == SessionStatus.WAITING_FOR_TOOL_RESULTS;
        if ((mustWait && !shown) || (shown && !waits)) {
            throw new Violation("the session is " + status + ", its log folds to " + turn);
        }
    }
}
