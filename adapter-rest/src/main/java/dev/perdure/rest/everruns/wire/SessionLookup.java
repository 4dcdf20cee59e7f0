package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.store.SessionStore;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.session.Session;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;

/** Finds the session that a path names, for whoever asks. */
public record SessionLookup(SessionStore sessions, OrganisationResolver organisations) {

    /** The key of a session that may not exist. */
    public SessionKey key(HttpServletRequest request, String session) {
        return WireId.SESSION
                .read(session)
                .map(id -> new SessionKey(organisations.organisation(request), new SessionId(id)))
                .orElseThrow(() -> RequestProblems.noSuch("session", session));
    }

    public Session session(HttpServletRequest request, String session) {
        return sessions.find(key(request, session))
                .orElseThrow(() -> RequestProblems.noSuch("session", session));
    }
}
