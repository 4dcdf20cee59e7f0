package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
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
        return fold(earlier, FactWalk.after(log, session, earlier.version()));
    }

    /** The state as of the fact of version {@code last}, or the earlier one if that is later. */
    public static SessionState catchUp(
            EventReader log, SessionKey session, SessionState earlier, StreamVersion last) {
        return fold(earlier, FactWalk.between(log, session, earlier.version(), last));
    }

    private static SessionState fold(SessionState earlier, FactWalk facts) {
        SessionState state = earlier;
        while (facts.hasNext()) {
            state = state.evolve(facts.next());
        }
        return state;
    }
}
