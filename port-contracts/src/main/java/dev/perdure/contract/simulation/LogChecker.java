package dev.perdure.contract.simulation;

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

/** Reads every log of a world as it grows and believes nothing else. */
final class LogChecker {

    private static final int PAGE = 1000;

    private final EventLog log;
    private final Map<SessionKey, SessionHistory> sessions = new HashMap<>();

    LogChecker(EventLog log) {
        this.log = log;
    }

    SessionHistory history(SessionKey session) {
        return sessions.computeIfAbsent(session, key -> new SessionHistory());
    }

    /** Reads what is new in one log, and compares where the session says to be with it. */
    void read(SessionKey session) {
        SessionHistory history = history(session);
        List<Envelope> page;
        do {
            page = log.read(session, history.offset(), PAGE, Selection.FACTS_AND_DELTAS);
            page.forEach(history::take);
        } while (!page.isEmpty());
        Optional<SessionHead> head = log.head(session);
        if (head.isPresent()) {
            compare(head.get(), history);
        }
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
                                        || state instanceof TurnState.AwaitingRuling)
                        .isPresent();
        boolean mustWait = waits && !turn.get().isToStop();
        boolean shown = status == SessionStatus.WAITING_FOR_TOOL_RESULTS;
        if ((mustWait && !shown) || (shown && !waits)) {
            throw new Violation("the session is " + status + ", its log folds to " + turn);
        }
    }
}
