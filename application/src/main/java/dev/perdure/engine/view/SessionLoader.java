package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.SessionState;
import dev.perdure.session.SessionKey;

/** Folds a session from its log. */
public final class SessionLoader {

    private SessionLoader() {}

    /** The state of the session now; {@link SessionState#EMPTY} when there is no such session. */
    public static SessionState load(EventReader log, SessionKey session) {
        return catchUp(log, session, SessionState.EMPTY);
    }

    /** The state of the session now, given an earlier one: reads only the facts that are newer. */
    public static SessionState catchUp(EventReader log, SessionKey session, SessionState earlier) {
        return catchUp(log, session, earlier, new StreamVersion(Long.MAX_VALUE));
    }

    /**
     * The state as of the fact of version {@code last}, or the earlier one if that is later. Where
     * the earlier one does not reach back to what follows on it, all facts are read.
     */
    public static SessionState catchUp(
            EventReader log, SessionKey session, SessionState earlier, StreamVersion last) {
        SessionState state = earlier;
        FactWalk facts = FactWalk.between(log, session, earlier.version(), last);
        while (facts.hasNext()) {
            Envelope fact = facts.next();
            if (!state.knows(fact)) {
                return catchUp(log, session, SessionState.EMPTY, last);
            }
            state = state.evolve(fact);
        }
        return state;
    }
}
