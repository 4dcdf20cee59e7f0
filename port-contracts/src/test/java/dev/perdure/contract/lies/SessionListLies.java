package dev.perdure.contract.lies;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.Window;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/** Lies about lists of sessions. */
final class SessionListLies {

    private static final Window ALL = new Window(0, Window.LIMIT_MAX);

    private SessionListLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie(
                        "lists the oldest sessions first",
                        () ->
                                listing((t, o, q) ->
                                        sorted(t, o, q, Comparator.comparing(Session::createdAt)))),
                new Lie(
                        "lists sessions by their last update",
                        () ->
                                listing((t, o, q) ->
                                        sorted(
                                                t,
                                                o,
                                                q,
                                                Comparator.comparing(Session::updatedAt)
                                                        .reversed()))),
                new Lie(
                        "lists all sessions whatever the window",
                        () -> listing((t, o, q) -> honest(t, o, in(q, ALL)))),
                new Lie(
                        "counts the sessions it shows",
                        () ->
                                listing((t, o, q) -> {
                                    List<Session> shown = honest(t, o, q).items();
                                    return new Page<>(shown, shown.size());
                                })),
                new Lie(
                        "lists the sessions of every agent",
                        () ->
                                listing((t, o, q) ->
                                        honest(
                                                t,
                                                o,
                                                new SessionQuery(
                                                        null,
                                                        q.search(),
                                                        q.waiting(),
                                                        q.window())))),
                new Lie(
                        "lists sessions whether they wait or not",
                        () ->
                                listing((t, o, q) ->
                                        honest(
                                                t,
                                                o,
                                                new SessionQuery(
                                                        q.agent(), q.search(), q.window())))),
                new Lie("finds every session", () -> searching((session, search) -> true)),
                new Lie(
                        "searches sessions with the case as given",
                        () ->
                                searching((session, search) ->
                                        session.settings().title().contains(search))),
                new Lie("lists the sessions of all organisations", ListsAllOrganisations::new),
                new Lie("hides sessions that were updated", HidesBusySessions::new),
                new Lie("shows sessions as they were opened", ShowsTheOpening::new));
    }

    static SessionHead with(SessionHead head, SessionStatus status) {
        return new SessionHead(head.offset(), head.version(), head.epoch(), status, head.time());
    }

    /** Shows every session in its own way, wherever sessions are shown. */
    abstract static class RewritingSessions extends Liar {

        abstract Session shown(Session session);

        @Override
        Optional<Session> find(Storage truth, SessionKey session) {
            return super.find(truth, session).map(this::shown);
        }

        @Override
        Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query) {
            Page<Session> honest = super.list(truth, organisation, query);
            return new Page<>(honest.items().stream().map(this::shown).toList(), honest.total());
        }
    }

    /** Never hears of changed settings. */
    private static final class ShowsTheOpening extends Liar {

        @Override
        Optional<Session> find(Storage truth, SessionKey session) {
            return super.find(truth, session).map(found -> opened(truth, found));
        }

        @Override
        Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query) {
            Page<Session> honest = super.list(truth, organisation, query);
            return new Page<>(
                    honest.items().stream().map(found -> opened(truth, found)).toList(),
                    honest.total());
        }

        private static Session opened(Storage truth, Session session) {
            StreamVersion first = StreamVersion.NONE.next();
            SessionEvent.SessionOpened opening =
                    (SessionEvent.SessionOpened)
                            truth.log().facts(session.key(), first, first).getFirst().entry();
            return new Session(
                    session.key(),
                    opening.settings(),
                    session.status(),
                    session.createdAt(),
                    session.updatedAt());
        }
    }

    private interface ListLie {
        Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query);
    }

    private static Liar listing(ListLie instead) {
        return new Liar() {
            @Override
            Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query) {
                return instead.list(truth, organisation, query);
            }
        };
    }

    private static Page<Session> honest(
            Storage truth, OrganisationId organisation, SessionQuery query) {
        return truth.sessions().list(organisation, query);
    }

    private static SessionQuery in(SessionQuery query, Window window) {
        return new SessionQuery(query.agent(), query.search(), query.waiting(), window);
    }

    private static Page<Session> sorted(
            Storage truth,
            OrganisationId organisation,
            SessionQuery query,
            Comparator<Session> order) {
        return window(
                honest(truth, organisation, in(query, ALL)).items().stream().sorted(order).toList(),
                query.window());
    }

    private static Liar searching(BiPredicate<Session, String> matches) {
        return listing((truth, organisation, query) ->
                window(
                        honest(truth, organisation, new SessionQuery(query.agent(), "", ALL))
                                .items()
                                .stream()
                                .filter(session -> matches.test(session, query.search()))
                                .toList(),
                        query.window()));
    }

    private static Page<Session> window(List<Session> all, Window window) {
        return new Page<>(
                all.stream().skip(window.offset()).limit(window.limit()).toList(), all.size());
    }

    private static final class ListsAllOrganisations extends Liar {

        private final Set<OrganisationId> organisations = ConcurrentHashMap.newKeySet();

        @Override
        AppendOutcome append(Storage truth, Batch asked) {
            organisations.add(asked.session().organisation());
            return honestly(truth, asked);
        }

        @Override
        Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query) {
            List<Session> all =
                    organisations.stream()
                            .flatMap(o -> honest(truth, o, in(query, ALL)).items().stream())
                            .sorted(Comparator.comparing(Session::createdAt).reversed())
                            .toList();
            return window(all, query.window());
        }
    }

    private static final class HidesBusySessions extends Liar {

        @Override
        Page<Session> list(Storage truth, OrganisationId organisation, SessionQuery query) {
            List<Session> quiet =
                    honest(truth, organisation, in(query, ALL)).items().stream()
                            .filter(session -> session.createdAt().equals(session.updatedAt()))
                            .toList();
            return window(quiet, query.window());
        }
    }
}
