package dev.perdure.engine.session;

import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import io.vavr.control.Either;

/** Deletes a session and everything in it; a turn that runs loses its stream and stops. */
public final class RemoveSession {

    private final SessionStore sessions;
    private final LocalPlaces places;

    public RemoveSession(SessionStore sessions, LocalPlaces places) {
        this.sessions = sessions;
        this.places = places;
    }

    public Either<Refusal, SessionKey> remove(SessionKey session) {
        if (!sessions.remove(session)) {
            return Either.left(Refusal.noSuchSession(session.id().value().toString()));
        }
        places.nudge(session);
        return Either.right(session);
    }
}
