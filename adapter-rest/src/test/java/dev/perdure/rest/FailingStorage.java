package dev.perdure.rest;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.EventTail;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.RecordUnreadable;
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
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A storage whose log can be told to be away or to be broken. */
final class FailingStorage implements Storage {

    /** Part of every failure's message; must never reach a client. */
    static final String SECRET = "secret-of-the-storage";

    private final Storage storage;
    private volatile boolean failing;
    private volatile boolean defective;
    private volatile boolean unreadable;
    private volatile long unknown = Long.MAX_VALUE;

    FailingStorage(Storage storage) {
        this.storage = storage;
    }

    void fail(boolean now) {
        failing = now;
    }

    void failReads(boolean now) {
        unreadable = now;
    }

    /** The record at this offset, of whichever session, is of a kind that nobody knows. */
    void unknownAt(long offset) {
        unknown = offset;
    }

    void defect(boolean now) {
        defective = now;
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
            public Set<SessionKey> moved(List<Seen> sessions) {
                return log.moved(sessions);
            }

            @Override
            public Optional<SessionHead> head(SessionKey session) {
                failIfTold();
                return log.head(session);
            }

            @Override
            public List<Envelope> read(
                    SessionKey session, Offset after, int limit, Selection selection) {
                if (unreadable) {
                    throw new LogUnavailable(SECRET, new IOException(SECRET));
                }
                return known(log.read(session, after, limit, selection));
            }

            @Override
            public List<Envelope> latest(SessionKey session, StreamVersion before, int limit) {
                return known(log.latest(session, before, limit));
            }

            @Override
            public List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to) {
                if (unreadable) {
                    throw new LogUnavailable(SECRET, new IOException(SECRET));
                }
                return known(log.facts(session, from, to));
            }

            @Override
            public Offset lastFactAt(SessionKey session, Instant time) {
                return log.lastFactAt(session, time);
            }

            @Override
            public Subscription follow(SessionKey session, Offset after) {
                return new UpToUnknown(log.follow(session, after));
            }
        };
    }

    private List<Envelope> known(List<Envelope> records) {
        for (Envelope record : records) {
            if (record.offset().value() == unknown) {
                throw new RecordUnreadable(
                        record.session(),
                        record.offset(),
                        "nobody knows its kind",
                        new IllegalStateException(SECRET));
            }
        }
        return records;
    }

    /** Shows what stands before an unknown record, and then fails. */
    private final class UpToUnknown implements EventTail.Subscription {

        private final EventTail.Subscription all;
        private List<Envelope> rest = List.of();

        UpToUnknown(EventTail.Subscription all) {
            this.all = all;
        }

        @Override
        public List<Envelope> next(Duration max) throws InterruptedException {
            List<Envelope> records = rest.isEmpty() ? all.next(max) : rest;
            List<Envelope> before =
                    records.stream().takeWhile(r -> r.offset().value() < unknown).toList();
            rest = records.subList(before.size(), records.size());
            return before.isEmpty() ? known(records) : before;
        }

        @Override
        public boolean isGone() {
            return all.isGone();
        }

        @Override
        public void close() {
            all.close();
        }
    }

    private void failIfTold() {
        if (failing) {
            throw new LogUnavailable(SECRET, new IOException(SECRET));
        }
        if (defective) {
            throw new IllegalStateException(SECRET);
        }
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
