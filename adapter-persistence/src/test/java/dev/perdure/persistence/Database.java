package dev.perdure.persistence;

import dev.perdure.persistence.schema.Migrator;
import dev.perdure.postgres.testing.PostgresTestServer;
import dev.perdure.postgres.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A migrated database of its own for one test, and a superuser's way into it. */
public final class Database implements AutoCloseable {

    private static final PostgresTestServer SERVER = PostgresTestServer.shared();

    private final TestDatabase database;

    private Database(TestDatabase database) {
        this.database = database;
    }

    /** With the schema in it, copied from one that was migrated once. */
    public static Database migrated() {
        return new Database(SERVER.createDatabaseFrom(Template.DATABASE));
    }

    public static Database empty() {
        return new Database(SERVER.createDatabase());
    }

    private static final class Template {
        static final TestDatabase DATABASE = SERVER.createDatabase();

        static {
            new Migrator(new Database(DATABASE)::connect).migrate();
        }
    }

    public PostgresStorage storage() {
        return storage(PostgresStorageConfig.DEFAULT);
    }

    public PostgresStorage storage(PostgresStorageConfig config) {
        return PostgresStorage.connect(
                database.jdbcUrl(), database.user(), database.password(), config);
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
        SERVER.drop(database);
    }
}
