package dev.perdure.postgres.testing;

import dev.perdure.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A throwaway PostgreSQL that hands out fresh databases to tests: real PostgreSQL, but nothing is
 * flushed to disk.
 *
 * <p>There is one server per JVM, started at the first call of {@link #shared()} and removed with
 * all its data when the JVM ends; the binaries are unpacked once per user of the machine. Sessions
 * run in the time zone {@link #SESSION_TIME_ZONE}, whatever the JVM's is, so that code which
 * confuses the two fails its tests. Safe for use by several threads.
 */
public final class PostgresTestServer {

    /** Half an hour off and with daylight saving, so that a mistaken zone cannot go unnoticed. */
    public static final String SESSION_TIME_ZONE = "America/St_Johns";

    /**
     * The driver sends the JVM's zone with each connection, which outranks what ALTER DATABASE or a
     * server setting says. A login trigger has the last word. Every database created from template1
     * inherits it.
     */
    private static final String SESSION_TIME_ZONE_TRIGGER =
            """
            CREATE SCHEMA session_time_zone;
            CREATE FUNCTION session_time_zone.apply() RETURNS event_trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM set_config('TimeZone', '%s', false);
            END $$;
            CREATE EVENT TRIGGER session_time_zone ON login EXECUTE FUNCTION session_time_zone.apply();
            """
                    .formatted(SESSION_TIME_ZONE);

    private final EmbeddedPostgres server;
    private final AtomicLong databases = new AtomicLong();

    private PostgresTestServer(EmbeddedPostgres server) {
        this.server = server;
        execute("template1", SESSION_TIME_ZONE_TRIGGER);
    }

    /**
     * The server of this JVM. Shared by all tests on purpose: a start costs seconds, a database a
     * tenth of one, and databases are as separate as servers.
     */
    public static PostgresTestServer shared() {
        return Shared.SERVER;
    }

    /** A new database with nothing in it. */
    public TestDatabase createDatabase() {
        return createDatabaseFrom("template1");
    }

    /**
     * A new database with everything the template holds. Copies files, so it is much faster than
     * migrating again.
     *
     * @throws IllegalStateException when the template is gone, or a session has been open in it for
     *     five seconds
     */
    public TestDatabase createDatabaseFrom(TestDatabase template) {
        return createDatabaseFrom(template.name());
    }

    private TestDatabase createDatabaseFrom(String template) {
        String name = "test_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template);
        return new TestDatabase(name, server.jdbcUrl(name), server.superuser(), server.password());
    }

    /**
     * Removes a database and ends the sessions in it. Not needed: all databases go when the JVM
     * ends.
     */
    public void drop(TestDatabase database) {
        execute("postgres", "DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
    }

    private void execute(String database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(database), server.superuser(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The PostgreSQL for tests refused: " + e.getMessage(), e);
        }
    }

    private static final class Shared {
        static final PostgresTestServer SERVER =
                new PostgresTestServer(ThrowawayDirectory.startServer());
    }
}
