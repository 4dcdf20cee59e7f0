package dev.perdure.persistence.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGStatement;

/**
 * The flush on one connection, prepared once.
 *
 * @param committer whose number the flushes carry
 */
record FlushStatement(PreparedStatement prepared, long committer) {

    static FlushStatement on(Connection connection, long committer) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(FlushSql.FLUSH);
        // The plan is worth keeping from the first flush on.
        prepared.unwrap(PGStatement.class).setPrepareThreshold(1);
        return new FlushStatement(prepared, committer);
    }

    /**
     * Writes and commits, unless a flush of this number or a later one was committed before.
     *
     * @return a row for each batch whose session exists; empty when nothing was written because of
     *     the number
     */
    Optional<List<FlushRow>> execute(long number, int incarnation, List<Pending> flush)
            throws SQLException {
        Parameters parameters = new Parameters(prepared);
        parameters.number(committer);
        parameters.number(number);
        BatchColumns.of(flush).bind(parameters);
        parameters.integer(incarnation);
        EntryColumns.of(flush).bind(parameters);
        parameters.integer(incarnation);
        parameters.number(number);
        parameters.number(committer);
        try (ResultSet rows = prepared.executeQuery()) {
            return read(rows);
        } finally {
            prepared.clearParameters();
        }
    }

    private static Optional<List<FlushRow>> read(ResultSet rows) throws SQLException {
        boolean first = false;
        List<FlushRow> read = new ArrayList<>();
        while (rows.next()) {
            FlushRow row = FlushRow.read(rows);
            if (row.ordinal() == FlushSql.COMMITTER_ROW) {
                first = true;
            } else {
                read.add(row);
            }
        }
        return first ? Optional.of(read) : Optional.empty();
    }
}
