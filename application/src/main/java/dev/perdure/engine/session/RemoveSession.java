package dev.perdure.engine.session;

import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import io.vavr.control.Either;
import java.util.function.Consumer;

/**
 * Deletes a session and everything in it; a turn that runs loses its stream and stops. Those that
 * work for it are stopped first, and stay to be looked at.
 */
public final class RemoveSession {

    private final SessionStore sessions;
    private final LocalPlaces places;
    private final Consumer<SessionKey> stopTasks;

    /**
     * @param stopTasks stops what a session has others do
     */
    public RemoveSession(
            SessionStore sessions, LocalPlaces places, Consumer<SessionKey> stopTasks) {
        this.stopTasks = stopTasks;
        this.sessions = sessions;
        this.places = places;
    }

    public Either<Refusal, SessionKey> remove(SessionKey session) {
        stopTasks.accept(session);
        if (!sessions.remove(session)) {
            return Either.left(Refusal.noSuchSession(session.id().value().toString()));
        }
        places.nudge(session);
        return Either.right(session);
    }
}
