package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.SessionState;
import dev.perdure.session.SessionKey;
import java.util.List;

/** Folds a session from its log, page by page. */
public final class SessionLoader {

    private static final int PAGE = 1000;

    private SessionLoader() {}

    /** The state of the session now; {@link SessionState#EMPTY} when there is no such session. */
    public static SessionState load(EventReader log, SessionKey session) {
        return catchUp(log, session, SessionState.EMPTY);
    }

    /** The state of the session now, given an earlier one: reads only the facts that are newer. */
    public static SessionState catchUp(EventReader log, SessionKey session, SessionState earlier) {
        SessionState state = earlier;
        List<Envelope> page;
        do {
            StreamVersion from = state.version().next();
            page = log.facts(session, from, from.plus(PAGE - 1));
            for (Envelope envelope : page) {
                state = state.evolve(envelope);
            }
        } while (page.size() == PAGE);
        return state;
    }
}
