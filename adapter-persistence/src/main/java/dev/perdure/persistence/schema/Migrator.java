package dev.perdure.persistence.schema;

import dev.perdure.persistence.database.DirectConnections;
import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.persistence.database.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Brings a database to the schema of this version: roles, tables, functions. Safe to run at every
 * start and by several processes at once; a process killed in the middle leaves nothing that would
 * hinder the next.
 */
public final class Migrator {

    /** The oldest major version of PostgreSQL that will do. */
    public static final int VERSION_MIN = 15;

    /**
     * Any constant that no other program takes: the first bytes of a hash of the product's name.
     */
    private static final long MIGRATION_LOCK = 0x70657264_75726501L;

    private final DirectConnections direct;

    public Migrator(DirectConnections direct) {
        this.direct = direct;
    }

    /**
     * Checks, and changes what is not yet as it should be.
     *
     * @throws PersistenceException with a sentence for the operator
     */
    public void migrate() {
        try (Connection connection = direct.open()) {
            checkVersion(connection);
            if (direct.sharesSessions()) {
                OneTransaction.on(connection, MIGRATION_LOCK, Migrator::bringUpToDate);
                return;
            }
            // Freed by the server when this process dies, unlike Liquibase's own lock.
            run(connection, "select pg_advisory_lock(" + MIGRATION_LOCK + ")");
            try {
                bringUpToDate(connection);
            } finally {
                unlock(connection);
            }
        } catch (SQLException e) {
            throw SqlStates.isConnectionLost(e) || SqlStates.isRefusedLogin(e)
                    ? PersistenceException.unreachable(e)
                    : PersistenceException.notMigrated(e);
        }
    }

    private static void checkVersion(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < VERSION_MIN) {
            throw PersistenceException.tooOld(
                    connection.getMetaData().getDatabaseProductVersion(), VERSION_MIN);
        }
    }

    private static void bringUpToDate(Connection connection) throws SQLException {
        createSchema(connection);
        RoleSetup.ensure(connection);
        Fingerprint current = Fingerprint.ofChangelog();
        if (!current.isOn(connection)) {
            if (!connection.getAutoCommit()) {
                // The first thing that Liquibase does is to roll back.
                connection.commit();
            }
            Changelog.update(connection);
            current.put(connection);
        }
    }

    private static void createSchema(Connection connection) throws SQLException {
        // Asked first, because making it anew takes a privilege even when there is nothing to make.
        try {
            run(
                    connection,
                    """
                    do $$ begin
                        if to_regnamespace('perdure') is null then
                            create schema perdure;
                        end if;
                    end $$
                    """);
        } catch (SQLException e) {
            if (SqlStates.isMissingPrivilege(e)) {
                throw PersistenceException.missingPrivilege("create a schema", e);
            }
            throw e;
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        if (connection.isValid(1)) {
            run(connection, "select pg_advisory_unlock(" + MIGRATION_LOCK + ")");
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
