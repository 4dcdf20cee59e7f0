package dev.perdure.engine.inmemory;

import dev.perdure.engine.file.FileStore;
import dev.perdure.engine.file.WorkspaceStore;
import dev.perdure.engine.identity.IdSource;
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
import java.time.Duration;
import java.time.InstantSource;

/**
 * A storage in the memory of this process, as one node sees it.
 *
 * <p>Thread-safe. Every call is atomic and done when it returns; the stage of an append is already
 * complete. Leases and wake-ups are judged by the clock the storage was opened with, waiting is
 * measured in real time. Everything is kept until its session is removed or the last node of the
 * storage is unreachable; nothing outlives the process.
 */
public final class InMemoryStorage implements Storage {

    /** How long a node lives that does not renew. */
    public static final Duration LEASE = Duration.ofSeconds(4);

    private final Memory memory;
    private final InMemoryLog log;
    private final InMemoryWork work;
    private final AgentStore agents;
    private final SessionStore sessions;
    private final ProviderStore providers;
    private final ToolServerStore toolServers;
    private final SnapshotStore snapshots;
    private final CircuitStore circuits;
    private final BudgetStore budgets;
    private final FileStore files;
    private final WorkspaceStore workspaces;
    private final ScheduleStore schedules;
    private final SecretStore secrets;
    private final MemoryStore memories;

    private InMemoryStorage(Memory memory) {
        this.memory = memory;
        this.work = new InMemoryWork(memory);
        this.log = new InMemoryLog(memory, work);
        this.agents = new InMemoryAgents(memory);
        this.sessions = new InMemorySessions(memory);
        this.providers = new InMemoryProviders(memory);
        this.toolServers = new InMemoryToolServers(memory);
        this.snapshots = new InMemorySnapshots(memory);
        this.circuits = new InMemoryCircuits(memory);
        this.budgets = new InMemoryBudgets(memory, IdSource.timeOrdered());
        this.files = new InMemoryFiles(memory);
        this.workspaces = new InMemoryWorkspaces(memory);
        this.schedules = new InMemorySchedules(memory);
        this.secrets = new InMemorySecrets(memory);
        this.memories = new InMemoryMemories(memory);
    }

    /** An empty storage on the system's clock. */
    public static InMemoryStorage open() {
        return open(InstantSource.system());
    }

    /** An empty storage that lives by {@code clock}. */
    public static InMemoryStorage open(InstantSource clock) {
        return new InMemoryStorage(new Memory(clock));
    }

    /** The same data as another node sees it: it joins, claims, renews and is closed by itself. */
    public InMemoryStorage node() {
        return new InMemoryStorage(memory);
    }

    @Override
    public BudgetStore budgets() {
        return budgets;
    }

    @Override
    public FileStore files() {
        return files;
    }

    @Override
    public WorkspaceStore workspaces() {
        return workspaces;
    }

    @Override
    public ScheduleStore schedules() {
        return schedules;
    }

    @Override
    public MemoryStore memories() {
        return memories;
    }

    @Override
    public SecretStore secrets() {
        return secrets;
    }

    @Override
    public ToolServerStore toolServers() {
        return toolServers;
    }

    @Override
    public CircuitStore circuits() {
        return circuits;
    }

    @Override
    public InstantSource clock() {
        return memory::now;
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
        return agents;
    }

    @Override
    public SessionStore sessions() {
        return sessions;
    }

    @Override
    public ProviderStore providers() {
        return providers;
    }

    @Override
    public SnapshotStore snapshots() {
        return snapshots;
    }

    /** Leaves the queue and closes the subscriptions of this node; other nodes keep the data. */
    @Override
    public void close() {
        work.leave();
        log.closeSubscriptions();
    }
}
