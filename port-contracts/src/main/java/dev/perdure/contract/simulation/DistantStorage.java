package dev.perdure.contract.simulation;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.inmemory.InMemoryStorage;
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
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.work.WorkQueue;
import java.time.InstantSource;

/** The storage as one life reaches it. The catalogues are near: its sessions have no agents. */
final class DistantStorage implements Storage {

    private final InMemoryStorage view;
    private final EventLog log;
    private final WorkQueue work;

    DistantStorage(Store store, Wire wire, Timing timing) {
        this.view = store.view();
        this.log = new DistantLog(store, wire, view.log(), timing);
        this.work = new DistantWork(store, wire, view.work(), view.log(), timing);
    }

    @Override
    public EventLog log() {
        return log;
    }

    @Override
    public WorkQueue work() {
        return work;
    }

    @Override
    public AgentStore agents() {
        return view.agents();
    }

    @Override
    public SessionStore sessions() {
        return view.sessions();
    }

    @Override
    public ProviderStore providers() {
        return view.providers();
    }

    @Override
    public SnapshotStore snapshots() {
        return view.snapshots();
    }

    @Override
    public BudgetStore budgets() {
        return view.budgets();
    }

    @Override
    public FileStore files() {
        return view.files();
    }

    @Override
    public WorkspaceStore workspaces() {
        return view.workspaces();
    }

    @Override
    public ScheduleStore schedules() {
        return view.schedules();
    }

    @Override
    public MemoryStore memories() {
        return view.memories();
    }

    @Override
    public SecretStore secrets() {
        return view.secrets();
    }

    @Override
    public ToolServerStore toolServers() {
        return view.toolServers();
    }

    @Override
    public CircuitStore circuits() {
        return view.circuits();
    }

    @Override
    public InstantSource clock() {
        return view.clock();
    }

    @Override
    public void close() {
        view.close();
    }
}
