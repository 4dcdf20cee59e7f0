package dev.perdure.persistence.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGStatement;

/** The flush on one connection, prepared once for each shape that has occurred. */
final class FlushStatement {

    private final Connection connection;
    private final long committer;
    private final Map<FlushShape, PreparedStatement> prepared = new HashMap<>();

    /**
     * @param committer whose number the flushes carry
     */
    FlushStatement(Connection connection, long committer) {
        this.connection = connection;
        this.committer = committer;
    }

    private PreparedStatement prepared(FlushShape shape) throws SQLException {
        PreparedStatement known = prepared.get(shape);
        if (known != null) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(FlushSql.of(shape));
        // The plan is worth keeping from the first flush on.
        fresh.unwrap(PGStatement.class).setPrepareThreshold(1);
        prepared.put(shape, fresh);
        return fresh;
    }

    /**
     * Writes and commits, unless a flush of this number or a later one was committed before.
     *
     * @return a row for each batch whose session exists, of a flush of {@linkplain
     *     FlushShape#pieces() pieces} for each that was written; empty when nothing was written
     *     because of the number
     */
    Optional<List<FlushRow>> execute(long number, int incarnation, List<Pending> flush)
            throws SQLException {
        FlushShape shape = FlushShape.of(flush);
        PreparedStatement statement = prepared(shape);
        Parameters parameters = new Parameters(statement);
        parameters.number(committer);
        parameters.number(number);
        PieceColumns pieces = shape.pieces() ? PieceColumns.of(flush) : null;
        if (pieces != null) {
            pieces.bind(parameters);
        } else {
            bind(parameters, shape, incarnation, flush);
        }
        parameters.number(number);
        parameters.number(committer);
        try (ResultSet rows = statement.executeQuery()) {
            return pieces != null ? readPieces(rows, pieces) : read(rows);
        } finally {
            statement.clearParameters();
        }
    }

    private static void bind(
            Parameters parameters, FlushShape shape, int incarnation, List<Pending> flush)
            throws SQLException {
        BatchColumns.of(flush).bind(parameters);
        if (shape.claims()) {
            parameters.integer(incarnation);
        }
        EntryColumns.of(flush).bind(parameters, shape);
        if (shape.enqueues()) {
            parameters.integer(incarnation);
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

    private static Optional<List<FlushRow>> readPieces(ResultSet rows, PieceColumns pieces)
            throws SQLException {
        boolean first = false;
        List<FlushRow> read = new ArrayList<>();
        while (rows.next()) {
            int place = rows.getInt(1);
            if (place == 0) {
                first = true;
            } else {
                read.add(FlushRow.readPiece(rows, pieces.ordinal(place)));
            }
        }
        return first ? Optional.of(read) : Optional.empty();
    }
}
