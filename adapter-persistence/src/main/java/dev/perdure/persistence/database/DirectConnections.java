package dev.perdure.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A source of connections that are kept for hours; a lost one is replaced by another call. Each
 * should lead straight to one PostgreSQL session: locks, notifications and settings of a session
 * then outlive a transaction, which they do not behind a pooler in transaction mode.
 */
@FunctionalInterface
public interface DirectConnections {

    Connection open() throws SQLException;

    /** Whether others are given the session between transactions, as far as was found out. */
    default boolean sharesSessions() {
        return false;
    }
}
