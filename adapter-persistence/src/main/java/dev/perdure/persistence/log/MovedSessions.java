package dev.perdure.persistence.log;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.Seen;
import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.session.SessionKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;

/**
 * Asks in one statement which of many sessions, of whatever organisations, are as they were seen.
 */
final class MovedSessions {

    /**
     * Each row is looked up by key, however large the table and however few the planner expects.
     */
    private static final String MOVED =
            """
            select x.place
            from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::bigint[])
                with ordinality as x(id, organisation, version, epoch, place)
            left join lateral (
                select version, epoch from perdure.session
                where id = x.id and organisation = x.organisation limit 1
            ) s on true
            where s.version is distinct from x.version or s.epoch is distinct from x.epoch
            """;

    private final EngineTransactions transactions;

    MovedSessions(EngineTransactions transactions) {
        this.transactions = transactions;
    }

    Set<SessionKey> of(List<Seen> sessions) {
        if (sessions.isEmpty()) {
            return Set.of();
        }
        try {
            return transactions.call(handle -> of(handle.getConnection(), sessions));
        } catch (SQLException | JdbiException e) {
            throw new LogUnavailable("The log cannot be read", e);
        }
    }

    private static Set<SessionKey> of(Connection connection, List<Seen> sessions)
            throws SQLException {
        Set<SessionKey> moved = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(MOVED)) {
            statement.setArray(1, uuids(connection, sessions, seen -> seen.session().id().value()));
            statement.setArray(
                    2, uuids(connection, sessions, seen -> seen.session().organisation().value()));
            statement.setArray(3, numbers(connection, sessions, seen -> seen.version().value()));
            statement.setArray(4, numbers(connection, sessions, seen -> seen.epoch().value()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    moved.add(sessions.get(row.getInt(1) - 1).session());
                }
            }
        }
        return moved;
    }

    private static Array uuids(
            Connection connection, List<Seen> sessions, Function<Seen, Object> column)
            throws SQLException {
        return connection.createArrayOf("uuid", sessions.stream().map(column).toArray());
    }

    private static Array numbers(
            Connection connection, List<Seen> sessions, Function<Seen, Object> column)
            throws SQLException {
        return connection.createArrayOf("bigint", sessions.stream().map(column).toArray());
    }
}
