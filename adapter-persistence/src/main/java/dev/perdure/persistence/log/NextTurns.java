package dev.perdure.persistence.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Makes the first open turn of a session ready where the flush that finished the one before it
 * could not: a statement that waited for the head does not see a turn that came meanwhile.
 */
final class NextTurns {

    private static final String MAKE_READY =
            """
            with s as materialized (
                select id from perdure.session where id = any (?) order by id for no key update
            ),
            x as materialized (
                select (select q.id from perdure.turn q where q.session = s.id and q.state <> 4
                    order by q.place limit 1) as id
                from s
            )
            update perdure.turn t set state = 0 from x where t.id = x.id and t.state = 2
            """;

    private NextTurns() {}

    /** How many were made ready, in a transaction of its own. */
    static int makeReady(Connection connection, List<UUID> sessions) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MAKE_READY)) {
            statement.setArray(1, connection.createArrayOf("uuid", sessions.toArray()));
            return statement.executeUpdate();
        }
    }
}
