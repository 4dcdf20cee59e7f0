package dev.perdure.engine.session;

import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.session.SessionKey;
import java.util.Optional;

/** Says which workspace a session works in: the one it was opened with, or its own. */
public final class FindWorkspace {

    private final SessionStore sessions;

    public FindWorkspace(SessionStore sessions) {
        this.sessions = sessions;
    }

    /** Its files; empty when there is no such session. */
    public Optional<WorkspaceKey> find(SessionKey session) {
        return sessions.find(session).map(found -> WorkspaceKey.of(session, found.settings()));
    }
}
