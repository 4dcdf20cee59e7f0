package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.loop.SessionState;
import dev.perdure.session.SessionKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The states of the sessions folded last on this node, so that going on with a long session costs
 * what is new in it and not what is old. A kept state never turns wrong, because facts are
 * immutable; it only falls behind. Bounded by sessions and by the facts folded into them; the
 * session used longest ago goes first. Thread-safe.
 */
public final class FoldedSessions {

    public static final int SESSIONS_MAX = 1000;
    public static final long FACTS_MAX = 200_000;

    private final EventReader log;
    private final Map<SessionKey, SessionState> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long facts;

    public FoldedSessions(EventReader log) {
        this.log = log;
    }

    /** The state of the session now; {@link SessionState#EMPTY} when there is no such session. */
    public SessionState load(SessionKey session) {
        Optional<SessionHead> head = log.head(session);
        if (head.isEmpty()) {
            forget(session);
            return SessionState.EMPTY;
        }
        SessionState state = SessionLoader.catchUp(log, session, kept(session, head.get()));
        keep(session, state);
        return state;
    }

    /** A state the session has gone through, as late a one as is known here. */
    public synchronized SessionState kept(SessionKey session, SessionHead head) {
        SessionState state = kept.getOrDefault(session, SessionState.EMPTY);
        return state.version().compareTo(head.version()) > 0 ? SessionState.EMPTY : state;
    }

    /** Remembers a state unless a later one is known. */
    public synchronized void keep(SessionKey session, SessionState state) {
        SessionState known = kept.getOrDefault(session, SessionState.EMPTY);
        if (state.version().compareTo(known.version()) > 0) {
            kept.put(session, state);
            facts += state.version().value() - known.version().value();
            makeRoom();
        }
    }

    public synchronized void forget(SessionKey session) {
        SessionState state = kept.remove(session);
        if (state != null) {
            facts -= state.version().value();
        }
    }

    private void makeRoom() {
        Iterator<SessionState> eldest = kept.values().iterator();
        while (kept.size() > SESSIONS_MAX || facts > FACTS_MAX) {
            facts -= eldest.next().version().value();
            eldest.remove();
        }
    }
}
