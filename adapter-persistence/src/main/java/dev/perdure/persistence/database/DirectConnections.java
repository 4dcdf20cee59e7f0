package dev.perdure.persistence.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A source of connections that lead straight to one PostgreSQL session each: locks, notifications
 * and settings of a session must outlive a transaction, which they do not behind a pooler in
 * transaction mode. Each connection is kept for hours; a lost one is replaced by another call.
 */
@FunctionalInterface
public interface DirectConnections {

    Connection open() throws SQLException;
}
