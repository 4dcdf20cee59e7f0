package dev.perdure.persistence;

import dev.perdure.persistence.schema.Migrator;
import dev.perdure.postgres.testing.PostgresTestServer;
import dev.perdure.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A migrated database of its own for one test, and a superuser's way into it. */
public final class Database implements AutoCloseable {

    private static final PostgresTestServer SERVER = PostgresTestServer.shared();

    /** Databases that were used and emptied: making one takes much longer than emptying it. */
    private static final Queue<TestDatabase> EMPTIED = new ConcurrentLinkedQueue<>();

    private final TestDatabase database;
    private final boolean reusable;

    private Database(TestDatabase database, boolean reusable) {
        this.database = database;
        this.reusable = reusable;
    }

    /** With the schema in it and no data. The schema is not to be changed. */
    public static Database migrated() {
        TestDatabase emptied = EMPTIED.poll();
        if (emptied != null) {
            return new Database(emptied, true);
        }
        Database fresh = new Database(SERVER.createDatabase(), true);
        new Migrator(fresh::connect).migrate();
        return fresh;
    }

    /** Without the schema. */
    public static Database empty() {
        return new Database(SERVER.createDatabase(), false);
    }

    public PostgresStorage storage() {
        return storage(PostgresStorageConfig.DEFAULT);
    }

    public PostgresStorage storage(PostgresStorageConfig config) {
        return PostgresStorage.connect(
                database.jdbcUrl(), database.user(), database.password(), config);
    }

    /** A storage on a machine with this clock. */
    public PostgresStorage storage(InstantSource machine) {
        return PostgresStorage.connect(
                database.jdbcUrl(),
                database.user(),
                database.password(),
                PostgresStorageConfig.DEFAULT,
                machine);
    }

    /** A storage that takes another way to the server, through {@code port} of this machine. */
    public PostgresStorage storageThrough(int port, PostgresStorageConfig config) {
        return PostgresStorage.connect(
                urlThrough(port), database.user(), database.password(), config);
    }

    public String urlThrough(int port) {
        return database.jdbcUrl().replaceFirst(":[0-9]+/", ":" + port + "/");
    }

    /** Of the server. */
    public int port() {
        return Integer.parseInt(database.jdbcUrl().replaceFirst("^[^?]*:([0-9]+)/.*$", "$1"));
    }

    public TestDatabase address() {
        return database;
    }

    /** A connection as the superuser, whom no row is hidden from. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }

    /**
     * Runs one statement as the superuser; answers the first column of the first row, if there is
     * one.
     */
    public String run(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            if (!statement.execute()) {
                return Integer.toString(statement.getUpdateCount());
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getObject(1)) : "";
            }
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (!reusable) {
            SERVER.drop(database);
            return;
        }
        run(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
        run(
                "truncate perdure.node, perdure.committer, perdure.session, perdure.session_entry,"
                        + " perdure.delivery, perdure.snapshot, perdure.removal,"
                        + " perdure.workspace, perdure.file_space, perdure.file_blob, perdure.file_version,"
                        + " perdure.event, perdure.delta, perdure.turn, perdure.agent,"
                        + " perdure.agent_version, perdure.provider, perdure.tool_server, perdure.circuit, perdure.budget, perdure.budget_entry, perdure.budget_held,"
                        + " perdure.schedule, perdure.schedule_slot, perdure.session_secret, perdure.memory_entry");
        EMPTIED.add(database);
    }
}
