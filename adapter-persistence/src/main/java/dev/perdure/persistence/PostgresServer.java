package dev.perdure.persistence;

import dev.perdure.persistence.database.DriverConnections;
import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.persistence.schema.Migrator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * What a PostgreSQL server says of itself, asked without changing anything.
 *
 * @param version its major version
 * @param clock its time at the moment it was asked, in milliseconds
 */
public record PostgresServer(int version, Instant clock) {

    /** The oldest major version a storage opens on. */
    public static final int VERSION_MIN = Migrator.VERSION_MIN;

    /**
     * Asks the server at an address; an empty user logs in as the address says.
     *
     * @throws PersistenceException when it does not answer, with a sentence for the operator
     */
    public static PostgresServer at(String jdbcUrl, String user, String password) {
        try (Connection connection = new DriverConnections(jdbcUrl, user, password).open();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select floor(extract(epoch from clock_timestamp()) * 1000)::bigint")) {
            row.next();
            return new PostgresServer(
                    connection.getMetaData().getDatabaseMajorVersion(),
                    Instant.ofEpochMilli(row.getLong(1)));
        } catch (SQLException unreachable) {
            throw PersistenceException.unreachable(unreachable);
        }
    }

    public boolean isRecentEnough() {
        return version >= VERSION_MIN;
    }
}
