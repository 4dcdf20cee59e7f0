package dev.perdure.engine.store;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.work.WorkQueue;
import java.time.InstantSource;

/**
 * Everything an engine keeps, as one thing: parts of different storages do not go together, because
 * an append changes log, queue and catalogue in one transaction. Whoever opened it closes it.
 */
public interface Storage extends AutoCloseable {

    EventLog log();

    WorkQueue work();

    AgentStore agents();

    SessionStore sessions();

    ProviderStore providers();

    ToolServerStore toolServers();

    SnapshotStore snapshots();

    CircuitStore circuits();

    BudgetStore budgets();

    FileStore files();

    WorkspaceStore workspaces();

    ScheduleStore schedules();

    SecretStore secrets();

    MemoryStore memories();

    /**
     * The clock this storage judges by, so that what is to wait until a time waits until that time,
     * whatever the machine's own clock says. Not exact to more than a request's way there and back.
     */
    InstantSource clock();

    /** Stops what the storage runs by itself. Idempotent. */
    @Override
    void close();
}
