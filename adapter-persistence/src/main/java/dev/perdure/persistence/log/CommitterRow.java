package dev.perdure.persistence.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** The statements about a committer's own row, apart from the flush. */
final class CommitterRow {

    private static final String REGISTER =
            """
            insert into perdure.committer (id, flush_number, used_at)
            values (nextval('perdure.committer_number'), 0, clock_timestamp())
            returning id
            """;

    private static final String SUPERSEDE =
            """
            update perdure.committer set flush_number = ?, used_at = clock_timestamp()
            where id = ? and flush_number < ?
            """;

    private static final String NUMBER = "select flush_number from perdure.committer where id = ?";

    private CommitterRow() {}

    /** A new row; its id. */
    static long register(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(REGISTER);
                ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Makes sure that nothing will be written under the number, not even by a server process that
     * has the statement and has not begun it.
     *
     * @return {@code number} when something was written under it, {@code number + 1} when nothing
     *     was and nothing will be; empty when the row is gone
     */
    static OptionalLong supersede(Connection connection, long committer, long number)
            throws SQLException {
        try (PreparedStatement supersede = connection.prepareStatement(SUPERSEDE)) {
            supersede.setLong(1, number + 1);
            supersede.setLong(2, committer);
            supersede.setLong(3, number);
            supersede.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement(NUMBER)) {
            select.setLong(1, committer);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }
}
