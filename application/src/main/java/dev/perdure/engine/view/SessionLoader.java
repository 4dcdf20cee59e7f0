package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
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
        SessionState state = earlier;
        for (FactWalk facts = FactWalk.after(log, session, earlier.version()); facts.hasNext(); ) {
            state = state.evolve(facts.next());
        }
        return state;
    }
}
