package dev.perdure.persistence;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.Seen;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.MemoryStore;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.SnapshotStore;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.store.ToolServerStore;
import dev.perdure.engine.work.WorkQueue;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** A storage that counts the records its readers are given; tails are not readers. */
final class CountedReads implements Storage {

    private final Storage storage;
    private final AtomicLong facts = new AtomicLong();

    CountedReads(Storage storage) {
        this.storage = storage;
    }

    long facts() {
        return facts.get();
    }

    private List<Envelope> counted(List<Envelope> page) {
        facts.addAndGet(page.size());
        return page;
    }

    @Override
    public EventLog log() {
        EventLog log = storage.log();
        return new EventLog() {
            @Override
            public CompletionStage<List<AppendOutcome>> append(List<Batch> group) {
                return log.append(group);
            }

            @Override
            public Optional<SessionHead> head(SessionKey session) {
                return log.head(session);
            }

            @Override
            public Set<SessionKey> moved(List<Seen> sessions) {
                return log.moved(sessions);
            }

            @Override
            public List<Envelope> read(
                    SessionKey session, Offset after, int limit, Selection selection) {
                return counted(log.read(session, after, limit, selection));
            }

            @Override
            public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
                return counted(log.latest(session, before, limit));
            }

            @Override
            public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
                return counted(log.facts(session, from, to));
            }

            @Override
            public Offset lastFactAt(SessionKey session, Instant time) {
                return log.lastFactAt(session, time);
            }

            @Override
            public Subscription follow(SessionKey session, Offset after) {
                return log.follow(session, after);
            }
        };
    }

    @Override
    public WorkQueue work() {
        return storage.work();
    }

    @Override
    public AgentStore agents() {
        return storage.agents();
    }

    @Override
    public SessionStore sessions() {
        return storage.sessions();
    }

    @Override
    public ProviderStore providers() {
        return storage.providers();
    }

    @Override
    public SnapshotStore snapshots() {
        return storage.snapshots();
    }

    @Override
    public BudgetStore budgets() {
        return storage.budgets();
    }

    @Override
    public FileStore files() {
        return storage.files();
    }

    @Override
    public WorkspaceStore workspaces() {
        return storage.workspaces();
    }

    @Override
    public ScheduleStore schedules() {
        return storage.schedules();
    }

    @Override
    public MemoryStore memories() {
        return storage.memories();
    }

    @Override
    public SecretStore secrets() {
        return storage.secrets();
    }

    @Override
    public ToolServerStore toolServers() {
        return storage.toolServers();
    }

    @Override
    public CircuitStore circuits() {
        return storage.circuits();
    }

    @Override
    public InstantSource clock() {
        return storage.clock();
    }

    @Override
    public void close() {
        storage.close();
    }
}
