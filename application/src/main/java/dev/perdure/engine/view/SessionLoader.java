package dev.perdure.engine.view;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.loop.SessionState;
import dev.perdure.session.SessionKey;
import java.util.List;

/** Folds a session from its log, page by page. */
public final class SessionLoader {

    private static final int PAGE = 1000;

    private SessionLoader() {}

    /** The state of the session now; {@link SessionState#EMPTY} when there is no such session. */
    public static SessionState load(EventReader log, SessionKey session) {
        SessionState state = SessionState.EMPTY;
        Offset after = Offset.START;
        while (true) {
            List<Envelope> page = log.read(session, after, PAGE, Selection.FACTS);
            for (Envelope envelope : page) {
                state = state.evolve(envelope);
            }
            if (page.size() < PAGE) {
                return state;
            }
            after = page.getLast().offset();
        }
    }
}
