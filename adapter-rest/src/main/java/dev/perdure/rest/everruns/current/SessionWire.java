package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.IdSpelling;
import dev.perdure.rest.everruns.wire.SessionBody;
import dev.perdure.session.Session;

/** The session of this dialect. */
final class SessionWire {

    private SessionWire() {}

    static JsonObject write(Session session) {
        return SessionBody.write(session, IdSpelling.PREFIXED, SessionBody.state(session.status()));
    }
}
