package dev.perdure.engine.inmemory;

import dev.perdure.agent.AgentId;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.Spent;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.Usage;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    public List<Spent> spent(OrganisationId organisation, Spent.Query query) {
        return memory.locked(() -> {
            Map<String, Usage> sums = new TreeMap<>();
            for (StoredStream stream : memory.streams.values()) {
                if (stream.key().organisation().equals(organisation)) {
                    stream.facts().forEach(fact -> add(sums, stream, fact, query));
                }
            }
            return sums.entrySet().stream()
                    .map(sum -> new Spent(sum.getKey(), sum.getValue()))
                    .toList();
        });
    }

    private static void add(
            Map<String, Usage> sums, StoredStream stream, Envelope fact, Spent.Query query) {
        if (fact.time().isBefore(query.from()) || !fact.time().isBefore(query.to())) {
            return;
        }
        AgentId agent = stream.session().settings().agent();
        if (query.by() == Spent.By.MODEL) {
            if (fact.entry() instanceof StepEvent.GenerationRecorded call) {
                sums.merge(call.model().name(), call.usage(), Usage::plus);
            }
        } else if (fact.entry() instanceof TurnEvent.SessionIdled idled) {
            String of =
                    switch (query.by()) {
                        case SESSION -> stream.key().id().value().toString();
                        case AGENT -> agent == null ? "" : agent.value().toString();
                        case ORGANISATION -> stream.key().organisation().value().toString();
                        case MODEL -> throw new IllegalStateException("summed up otherwise");
                    };
            sums.merge(of, idled.usage(), Usage::plus);
        }
    }

    @Override
    public boolean remove(SessionKey session) {
        return memory.locked(() -> {
            StoredStream stream = memory.stream(session);
            if (stream == null) {
                return false;
            }
            memory.streams.remove(session.id());
            memory.spaces.remove(WorkspaceKey.own(session));
            memory.spaces.remove(WorkspaceKey.own(session).values());
            memory.turns.forget(stream);
            memory.schedules.values().removeIf(kept -> kept.isOf(session));
            memory.secrets.remove(session);
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
                && Listing.contains(session.settings().title(), query.search())
                && (!query.waiting() || session.status() == SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }
}
