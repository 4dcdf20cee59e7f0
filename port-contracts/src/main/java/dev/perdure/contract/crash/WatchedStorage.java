package dev.perdure.contract.crash;

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

/** A storage behind watched doors, as an engine uses it that may be wrong. */
record WatchedStorage(Storage storage, Watcher watcher, Plant plant) implements Storage {

    @Override
    public EventLog log() {
        return plant.over(new WatchedLog(storage.log(), watcher));
    }

    @Override
    public WorkQueue work() {
        return new WatchedWork(storage.work(), watcher);
    }

    @Override
    public AgentStore agents() {
        return new WatchedAgents(storage.agents(), watcher);
    }

    @Override
    public SessionStore sessions() {
        return new WatchedSessions(storage.sessions(), watcher);
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
        return new WatchedBudgets(storage.budgets(), watcher);
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
        return new WatchedSchedules(storage.schedules(), watcher);
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
