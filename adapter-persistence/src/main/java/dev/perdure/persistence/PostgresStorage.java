package dev.perdure.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
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
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.persistence.database.DirectConnections;
import dev.perdure.persistence.database.DriverConnections;
import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.persistence.database.PoolerProbe;
import dev.perdure.persistence.database.ServerSettings;
import dev.perdure.persistence.hint.DueSignal;
import dev.perdure.persistence.log.LogSettings;
import dev.perdure.persistence.log.PostgresEventLog;
import dev.perdure.persistence.log.UnfinishedRemovals;
import dev.perdure.persistence.schema.Migrator;
import dev.perdure.persistence.store.PostgresAgentStore;
import dev.perdure.persistence.store.PostgresBudgetStore;
import dev.perdure.persistence.store.PostgresCircuitStore;
import dev.perdure.persistence.store.PostgresFileStore;
import dev.perdure.persistence.store.PostgresMemoryStore;
import dev.perdure.persistence.store.PostgresProviderStore;
import dev.perdure.persistence.store.PostgresScheduleStore;
import dev.perdure.persistence.store.PostgresSecretStore;
import dev.perdure.persistence.store.PostgresSessionStore;
import dev.perdure.persistence.store.PostgresSnapshotStore;
import dev.perdure.persistence.store.PostgresToolServerStore;
import dev.perdure.persistence.store.PostgresWorkspaceStore;
import dev.perdure.persistence.store.Removals;
import dev.perdure.persistence.work.DeathNotice;
import dev.perdure.persistence.work.DueSchedules;
import dev.perdure.persistence.work.PostgresWorkQueue;
import dev.perdure.persistence.work.ServerClock;
import dev.perdure.persistence.work.WorkSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything an engine keeps, in a PostgreSQL database (15 or newer), as one node sees it. Any
 * number of nodes may use one database.
 *
 * <p>Opening brings the schema {@code perdure} of the database up to date; nothing outside it is
 * touched, except two roles of the cluster that queries run as. The user who logs in must be
 * allowed to create a schema, and to create roles or to take on the two that exist.
 *
 * <p>While open, a storage holds {@value #DIRECT_CONNECTIONS} direct connections. Everything else
 * is short units of work on pooled ones.
 */
public final class PostgresStorage implements Storage {

    /** How many direct connections an open storage holds at most; one less while it is alone. */
    public static final int DIRECT_CONNECTIONS = 6;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresStorage.class);

    private static final int POOLED_CONNECTIONS = 8;
    private static final int POOLED_CONNECTIONS_IDLE = 2;
    private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(5);

    private final ServerClock clock;
    private final PostgresEventLog log;
    private final PostgresWorkQueue work;
    private final AgentStore agents;
    private final SessionStore sessions;
    private final ProviderStore providers;
    private final SnapshotStore snapshots;
    private final CircuitStore circuits;
    private final ToolServerStore toolServers;
    private final BudgetStore budgets;
    private final FileStore files;
    private final WorkspaceStore workspaces;
    private final ScheduleStore schedules;
    private final SecretStore secrets;
    private final MemoryStore memories;
    private final Removals removals;
    private final Runnable afterwards;
    private boolean closed;

    private PostgresStorage(
            DataSource pool,
            DirectConnections direct,
            PostgresStorageConfig config,
            ServerClock clock,
            Runnable afterwards) {
        this.clock = clock;
        DueSignal due = new DueSignal();
        this.log =
                new PostgresEventLog(
                        pool,
                        direct,
                        new LogSettings(
                                config.linger(), config.unresolvedMax(), config.deltaRetention()),
                        due);
        this.work =
                new PostgresWorkQueue(
                        direct,
                        new WorkSettings(config.lease(), config.heartbeat()),
                        due,
                        log.hints(),
                        clock);
        this.agents = new PostgresAgentStore(pool);
        this.removals = new Removals(pool, new UnfinishedRemovals(pool));
        this.sessions = new PostgresSessionStore(pool, removals, log::removed);
        this.providers = new PostgresProviderStore(pool);
        this.snapshots = new PostgresSnapshotStore(pool);
        this.circuits = new PostgresCircuitStore(pool);
        this.toolServers = new PostgresToolServerStore(pool);
        this.budgets = new PostgresBudgetStore(pool);
        this.files = new PostgresFileStore(pool);
        this.workspaces = new PostgresWorkspaceStore(pool);
        this.schedules = new PostgresScheduleStore(pool, new DueSchedules(pool));
        this.secrets = new PostgresSecretStore(pool);
        this.memories = new PostgresMemoryStore(pool);
        this.afterwards = afterwards;
    }

    /**
     * A storage on a program's own data source, with default settings.
     *
     * <p>Six connections are taken from the data source for as long as the storage is open, and up
     * to eight more for moments: a pool must be larger than that. The six should lead straight to
     * PostgreSQL. Through a pooler in transaction mode they work as well, but nodes then learn of
     * each other by polls and leases alone, and the driver must not keep prepared statements.
     *
     * @throws dev.perdure.persistence.database.PersistenceException with a sentence for the
     *     operator
     */
    public static PostgresStorage open(DataSource source) {
        return open(source, source::getConnection, PostgresStorageConfig.DEFAULT);
    }

    /**
     * A storage whose short units of work use one source and whose long-lived sessions another.
     *
     * @param pooled may lead through a pooler that shares sessions between transactions; unless
     *     that pooler follows prepared statements, the driver must not keep any ({@code
     *     prepareThreshold=0})
     * @param direct called {@value #DIRECT_CONNECTIONS} times, and again for each connection lost
     * @throws dev.perdure.persistence.database.PersistenceException with a sentence for the
     *     operator
     */
    public static PostgresStorage open(
            DataSource pooled, DirectConnections direct, PostgresStorageConfig config) {
        DirectConnections examined = examined(direct);
        new Migrator(examined).migrate();
        return started(pooled, examined, config, clock(examined, InstantSource.system()), () -> {});
    }

    /**
     * A storage at an address, with a pool of its own.
     *
     * @param jdbcUrl of the driver for PostgreSQL
     * @throws dev.perdure.persistence.database.PersistenceException with a sentence for the
     *     operator
     */
    public static PostgresStorage connect(
            String jdbcUrl, String user, String password, PostgresStorageConfig config) {
        return connect(jdbcUrl, user, password, config, InstantSource.system());
    }

    /**
     * @param machine the clock of this machine
     */
    static PostgresStorage connect(
            String jdbcUrl,
            String user,
            String password,
            PostgresStorageConfig config,
            InstantSource machine) {
        DriverConnections driver = new DriverConnections(jdbcUrl, user, password);
        DirectConnections direct = examined(driver);
        new Migrator(direct).migrate();
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("perdure");
        pool.setJdbcUrl(jdbcUrl);
        pool.setDataSourceProperties(driver.pooled());
        pool.setMaximumPoolSize(POOLED_CONNECTIONS);
        pool.setMinimumIdle(POOLED_CONNECTIONS_IDLE);
        if (direct.sharesSessions()) {
            pool.addDataSourceProperty("prepareThreshold", "0");
        } else {
            pool.setConnectionInitSql(ServerSettings.ASK);
        }
        pool.setConnectionTimeout(CONNECT_TIME_MAX.toMillis());
        HikariDataSource source = new HikariDataSource(pool);
        return started(source, direct, config, clock(direct, machine), source::close);
    }

    private static DirectConnections examined(DirectConnections direct) {
        try {
            return PoolerProbe.examined(direct);
        } catch (SQLException e) {
            throw PersistenceException.unreachable(e);
        }
    }

    private static ServerClock clock(DirectConnections direct, InstantSource machine) {
        ServerClock clock = new ServerClock(machine);
        try {
            clock.compare(direct);
        } catch (SQLException e) {
            throw PersistenceException.unreachable(e);
        }
        return clock;
    }

    private static PostgresStorage started(
            DataSource pooled,
            DirectConnections direct,
            PostgresStorageConfig config,
            ServerClock clock,
            Runnable afterwards) {
        PostgresStorage storage = new PostgresStorage(pooled, direct, config, clock, afterwards);
        storage.log.start(storage.work);
        storage.removals.start();
        return storage;
    }

    /** Whether hints of other nodes arrive, as found lately; where they do not, they are polled. */
    public boolean hearsHints() {
        return log.hints().work();
    }

    /** How the other nodes would notice the end of this one now. */
    public DeathNotice deathNotice() {
        return work.deathNotice();
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
        return clock;
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

    /** Leaves the queue, writes what was appended, gives all connections up. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            work.leave();
        } catch (WorkUnavailable e) {
            LOG.info("The node could not say that it leaves; the others will notice", e);
        }
        removals.close();
        log.close();
        work.close();
        afterwards.run();
    }
}
