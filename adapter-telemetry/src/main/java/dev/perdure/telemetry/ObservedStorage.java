package dev.perdure.telemetry;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.log.EventLog;
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
import java.time.InstantSource;
import java.util.List;

/**
 * A storage that tells somebody of the facts that are appended through it, after they were
 * committed. Each node tells of its own appends, so that what all nodes tell is the log, each fact
 * once; but for an append whose outcome nobody heard of, which is told by nobody.
 */
public final class ObservedStorage implements Storage {

    private final Storage storage;
    private final ObservedLog log;

    public ObservedStorage(Storage storage, FactListener listener) {
        this(storage, List.of(listener));
    }

    /** One that tells several, each whatever the others do. */
    public ObservedStorage(Storage storage, List<FactListener> listeners) {
        this.storage = storage;
        this.log = new ObservedLog(storage.log(), listeners);
    }

    @Override
    public EventLog log() {
        return log;
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
