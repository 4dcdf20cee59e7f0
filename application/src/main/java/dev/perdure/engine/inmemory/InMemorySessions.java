package dev.perdure.engine.inmemory;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The catalogue of sessions: a view of the streams. */
final class InMemorySessions implements SessionStore {

    private static final Comparator<Session> BY_AGE = Comparator.comparing(Session::createdAt);

    private final Memory memory;

    InMemorySessions(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Session> find(SessionKey session) {
        return memory.locked(
                () -> Optional.ofNullable(memory.stream(session)).map(StoredStream::session));
    }

    @Override
    public Page<Session> list(OrganisationId organisation, SessionQuery query) {
        return memory.locked(() -> {
            Stream<Session> matching =
                    memory.streams.values().stream()
                            .filter(s -> s.key().organisation().equals(organisation))
                            .map(StoredStream::session)
                            .filter(session -> matches(session, query));
            return Listing.newestFirst(matching, BY_AGE, query.window());
        });
    }

    @Override
    public boolean remove(SessionKey session) {
        return memory.locked(() -> {
            StoredStream stream = memory.stream(session);
            if (stream == null) {
                return false;
            }
            memory.streams.remove(session.id());
            memory.turns.forget(stream);
            stream.remove();
            return true;
        });
    }

    @Override
    public StreamVersion delivered(SessionKey session) {
        return memory.locked(() -> {
            StoredStream stream = memory.stream(session);
            return stream == null ? StreamVersion.NONE : stream.delivered();
        });
    }

    @Override
    public void markDelivered(Map<SessionKey, StreamVersion> marks) {
        memory.locked(() -> {
            marks.forEach((session, version) -> {
                StoredStream stream = memory.stream(session);
                if (stream != null) {
                    stream.markDelivered(version);
                }
            });
            return marks.size();
        });
    }

    private static boolean matches(Session session, SessionQuery query) {
        return (query.agent() == null || query.agent().equals(session.settings().agent()))
                && Listing.contains(session.settings().title(), query.search());
    }
}
