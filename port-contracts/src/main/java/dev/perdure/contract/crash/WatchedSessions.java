package dev.perdure.contract.crash;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.Spent;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sessions behind a watched door. */
record WatchedSessions(SessionStore sessions, Watcher watcher) implements SessionStore {

    @Override
    public Optional<Session> find(SessionKey session) {
        return watcher.pass(Door.SESSIONS, () -> sessions.find(session));
    }

    @Override
    public Page<Session> list(OrganisationId organisation, SessionQuery query) {
        return watcher.pass(Door.SESSIONS, () -> sessions.list(organisation, query));
    }

    @Override
    public List<Spent> spent(OrganisationId organisation, Spent.Query query) {
        return watcher.pass(Door.SESSIONS, () -> sessions.spent(organisation, query));
    }

    @Override
    public boolean remove(SessionKey session) {
        return watcher.pass(Door.SESSIONS, () -> sessions.remove(session));
    }

    @Override
    public StreamVersion delivered(SessionKey session) {
        return watcher.pass(Door.SESSIONS, () -> sessions.delivered(session));
    }

    @Override
    public void markDelivered(Map<SessionKey, StreamVersion> marks) {
        watcher.<Boolean, RuntimeException>pass(
                Door.SESSIONS,
                () -> {
                    sessions.markDelivered(marks);
                    return true;
                });
    }
}
