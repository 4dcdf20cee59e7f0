package dev.perdure.persistence.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether connections lead through a pooler that shares server sessions between
 * transactions. One connection is watched while another one holds a session by a transaction: where
 * each has a session of its own, the first one keeps it; behind a pooler it is given another, or
 * the second one is given the same. Nothing is left behind on either.
 */
public final class PoolerProbe {

    private static final Logger LOG = LoggerFactory.getLogger(PoolerProbe.class);

    /** A pooler that is busy with others may look like none for a moment. */
    private static final int ROUNDS = 4;

    private PoolerProbe() {}

    /** The same source, which now knows whether sessions are shared. */
    public static DirectConnections examined(DirectConnections source) throws SQLException {
        boolean shared = sharesSessions(source);
        if (shared) {
            LOG.warn(
                    "The database is reached through a pooler that shares sessions between"
                            + " transactions: other nodes learn of the end of this one by its lease, after"
                            + " seconds, and it learns of what they do by polling. An address that bypasses"
                            + " the pooler is faster at both.");
        }
        return new Examined(source, shared);
    }

    private record Examined(DirectConnections source, boolean sharesSessions)
            implements DirectConnections {

        @Override
        public Connection open() throws SQLException {
            return source.open();
        }
    }

    private static boolean sharesSessions(DirectConnections source) throws SQLException {
        try (Connection watched = source.open();
                Connection holding = source.open()) {
            // The end of a transaction is prepared, too, where anything is.
            int watchedPrepares = SharedSession.unprepared(watched);
            int holdingPrepares = SharedSession.unprepared(holding);
            watched.setAutoCommit(true);
            holding.setAutoCommit(false);
            boolean shared = false;
            for (int round = 0; round < ROUNDS && !shared; round++) {
                shared = moves(watched, holding);
            }
            holding.setAutoCommit(true);
            watched.unwrap(PGConnection.class).setPrepareThreshold(watchedPrepares);
            holding.unwrap(PGConnection.class).setPrepareThreshold(holdingPrepares);
            return shared;
        }
    }

    /** Whether the watched connection changes its session, or has the one that is held. */
    private static boolean moves(Connection watched, Connection holding) throws SQLException {
        try {
            int before = session(watched);
            // Poolers hand out what was used last, or what was used longest ago. And once the two
            // are the same, asking again would wait for what is held.
            return session(watched) != before
                    || session(holding) == before
                    || session(watched) != before;
        } finally {
            holding.rollback();
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_backend_pid()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }
}
