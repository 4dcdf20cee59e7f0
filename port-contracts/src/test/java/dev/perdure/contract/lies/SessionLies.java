package dev.perdure.contract.lies;

import dev.perdure.contract.Sample;
import dev.perdure.contract.lies.Turns.Rest;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.work.Claim;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.SessionEvent;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Lies about single sessions and their removal. */
final class SessionLies {

    private SessionLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("forgets on reopening", ForgetsOnReopening::new),
                new Lie(
                        "shows sessions as never updated",
                        () -> showing(s -> with(s, s.status(), s.createdAt().toEpochMilli()))),
                new Lie(
                        "shows every session in the catalogue as started",
                        () ->
                                showing(s ->
                                        with(
                                                s,
                                                SessionStatus.STARTED,
                                                s.updatedAt().toEpochMilli()))),
                new Lie(
                        "shows sessions as created when they were updated",
                        () ->
                                showing(s ->
                                        new Session(
                                                s.key(),
                                                s.settings(),
                                                s.status(),
                                                s.updatedAt(),
                                                s.updatedAt()))),
                new Lie("invents sessions", InventsSessions::new),
                new Lie("shows sessions to strangers", ShowsSessionsToStrangers::new),
                new Lie("takes the settings of a refused opening", TakesRefusedSettings::new),
                new Lie("shows clients that owe results as idle", ForgetsWaiting::new),
                new Lie("ends the waiting with any message", EndsWaitingWithAnyMessage::new),
                new Lie("removes nothing", RemovesNothing::new),
                new Lie("removes the log and keeps the session", KeepsTheSession::new),
                new Lie("removes the session and keeps the log", KeepsTheLog::new),
                new Lie("always says that it removed", AlwaysRemoved::new),
                new Lie("removes for strangers", RemovesForStrangers::new),
                new Lie("removes the neighbours as well", RemovesNeighbours::new),
                new Lie("lets late writers reopen what was removed", LateWritersReopen::new),
                new Lie(
                        "hands out due turns of removed sessions",
                        () -> handsOutRemoved(rest -> rest == Rest.DUE)),
                new Lie(
                        "wakes parked turns of removed sessions",
                        () -> handsOutRemoved(rest -> rest == Rest.PARKED)),
                new Lie(
                        "gives back owned turns of removed sessions",
                        () -> handsOutRemoved(rest -> rest == Rest.OWNED)));
    }

    private static Liar showing(UnaryOperator<Session> instead) {
        return new Liar() {
            @Override
            Optional<Session> find(Storage truth, SessionKey session) {
                return super.find(truth, session).map(instead);
            }
        };
    }

    private static Session with(Session session, SessionStatus status, long updatedAt) {
        return new Session(
                session.key(),
                session.settings(),
                status,
                session.createdAt(),
                Instant.ofEpochMilli(updatedAt));
    }

    private static final class ForgetsOnReopening extends Liar {

        @Override
        InMemoryStorage reopened(InMemoryStorage data) {
            return InMemoryStorage.open();
        }
    }

    private static final class InventsSessions extends Liar {

        private final Map<Object, Session> any = new ConcurrentHashMap<>();

        @Override
        Optional<Session> find(Storage truth, SessionKey session) {
            Optional<Session> honest = super.find(truth, session);
            honest.ifPresent(found -> any.put("any", found));
            return honest.or(() -> Optional.ofNullable(any.get("any")));
        }
    }

    private static final class ShowsSessionsToStrangers extends Liar {

        private final Map<Object, SessionKey> owners = new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            owners.putIfAbsent(asked.session().id(), asked.session());
            return honestly(truth, asked);
        }

        @Override
        Optional<Session> find(Storage truth, SessionKey session) {
            return super.find(truth, owners.getOrDefault(session.id(), session));
        }
    }

    private static final class TakesRefusedSettings extends SessionListLies.RewritingSessions {

        private final Map<SessionKey, SessionEvent.SessionOpened> latest =
                new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            if (asked.entries().stream().findFirst().orElse(null)
                    instanceof SessionEvent.SessionOpened opened) {
                latest.put(asked.session(), opened);
            }
            return honestly(truth, asked);
        }

        @Override
        Session shown(Session session) {
            return new Session(
                    session.key(),
                    latest.get(session.key()).settings(),
                    session.status(),
                    session.createdAt(),
                    session.updatedAt());
        }
    }

    private static final class ForgetsWaiting extends Liar {

        @Override
        Optional<SessionHead> head(Storage truth, SessionKey session) {
            return super.head(truth, session)
                    .map(head ->
                            head.status() == SessionStatus.WAITING_FOR_TOOL_RESULTS
                                    ? SessionListLies.with(head, SessionStatus.IDLE)
                                    : head);
        }
    }

    private static final class EndsWaitingWithAnyMessage extends Turns {

        @Override
        Optional<SessionHead> head(Storage truth, SessionKey session) {
            return super.head(truth, session)
                    .map(head ->
                            exists(t -> t.rest == Rest.DUE && t.session.equals(session))
                                    ? SessionListLies.with(head, SessionStatus.ACTIVE)
                                    : head);
        }
    }

    private static final class RemovesNothing extends Liar {

        @Override
        boolean remove(Storage truth, SessionKey session) {
            return truth.sessions().find(session).isPresent();
        }
    }

    private static final class KeepsTheSession extends Liar {

        private final Map<SessionKey, Session> kept = new ConcurrentHashMap<>();

        @Override
        boolean remove(Storage truth, SessionKey session) {
            super.find(truth, session).ifPresent(found -> kept.put(session, found));
            return super.remove(truth, session);
        }

        @Override
        Optional<Session> find(Storage truth, SessionKey session) {
            return super.find(truth, session).or(() -> Optional.ofNullable(kept.get(session)));
        }
    }

    private static final class KeepsTheLog extends Liar {

        private final Map<SessionKey, List<Envelope>> kept = new ConcurrentHashMap<>();

        @Override
        boolean remove(Storage truth, SessionKey session) {
            List<Envelope> log =
                    truth.log().read(session, Offset.START, 1000, Selection.FACTS_AND_DELTAS);
            boolean removed = super.remove(truth, session);
            if (removed) {
                kept.put(session, log);
            }
            return removed;
        }

        @Override
        List<Envelope> read(
                Storage truth, SessionKey session, Offset after, int limit, Selection selection) {
            return kept.getOrDefault(session, super.read(truth, session, after, limit, selection));
        }
    }

    private static final class AlwaysRemoved extends Liar {

        @Override
        boolean remove(Storage truth, SessionKey session) {
            super.remove(truth, session);
            return true;
        }
    }

    private static final class RemovesForStrangers extends Liar {

        private final Map<Object, SessionKey> owners = new ConcurrentHashMap<>();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            owners.putIfAbsent(asked.session().id(), asked.session());
            return honestly(truth, asked);
        }

        @Override
        boolean remove(Storage truth, SessionKey session) {
            return super.remove(truth, owners.getOrDefault(session.id(), session));
        }
    }

    private static final class RemovesNeighbours extends Liar {

        private final Set<SessionKey> sessions = ConcurrentHashMap.newKeySet();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            sessions.add(asked.session());
            return honestly(truth, asked);
        }

        @Override
        boolean remove(Storage truth, SessionKey session) {
            boolean removed = super.remove(truth, session);
            if (removed) {
                sessions.forEach(other -> super.remove(truth, other));
            }
            return removed;
        }
    }

    private static final class LateWritersReopen extends Liar {

        private final Set<SessionKey> removed = ConcurrentHashMap.newKeySet();

        @Override
        boolean remove(Storage truth, SessionKey session) {
            removed.add(session);
            return super.remove(truth, session);
        }

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            if (removed.contains(asked.session())) {
                honestly(
                        truth,
                        Batch.of(
                                asked.session(), new Guard.NewStream(), List.of(Sample.opening())));
                return honestly(truth, Fabricated.unguarded(asked));
            }
            return honestly(truth, asked);
        }
    }

    private static Liar handsOutRemoved(Predicate<Rest> condition) {
        return new Turns() {
            private final Set<SessionKey> removed = ConcurrentHashMap.newKeySet();

            @Override
            boolean remove(Storage truth, SessionKey session) {
                removed.add(session);
                return super.remove(truth, session);
            }

            @Override
            List<Claim> claim(Storage truth, int places) {
                List<Claim> left =
                        fabricated(
                                truth,
                                turn ->
                                        removed.contains(turn.session)
                                                && condition.test(turn.rest));
                return left.isEmpty() ? super.claim(truth, places) : left;
            }
        };
    }
}
