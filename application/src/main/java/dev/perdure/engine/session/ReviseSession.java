package dev.perdure.engine.session;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.event.SessionEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import io.vavr.control.Either;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Changes how a session is described: its title, its tags and what it keeps without acting upon it.
 * Of anything else an edit changes nothing. An edit that changes nothing leaves no fact. Running
 * turns go on.
 */
public final class ReviseSession {

    private final EventLog log;
    private final SessionStore sessions;

    public ReviseSession(EventLog log, SessionStore sessions) {
        this.log = log;
        this.sessions = sessions;
    }

    public Either<Refusal, Session> revise(
            SessionKey session, UnaryOperator<SessionSettings> edit) {
        while (true) {
            // The head first: a change between the two reads is then noticed by the guard.
            Optional<SessionHead> head = log.head(session);
            Optional<Session> found = sessions.find(session);
            if (head.isEmpty() || found.isEmpty()) {
                return Either.left(Refusal.noSuchSession(session.id().value().toString()));
            }
            SessionSettings before = found.get().settings();
            SessionSettings edited = edit.apply(before);
            SessionSettings after =
                    before.described(edited.title(), edited.tags(), edited.extensions());
            if (after.equals(before)) {
                return Either.right(found.get());
            }
            AppendOutcome outcome =
                    Appends.one(
                            log,
                            Batch.of(
                                    session,
                                    new Guard.AtVersion(head.get().version()),
                                    List.of(
                                            new SessionEvent.SettingsChanged(
                                                    after, before.title()))));
            if (outcome instanceof AppendOutcome.Appended appended) {
                return Either.right(
                        new Session(
                                session,
                                after,
                                found.get().status(),
                                found.get().createdAt(),
                                appended.envelopes().getFirst().time()));
            }
        }
    }
}
