package dev.perdure.persistence.log;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the statement says of one batch whose session it found.
 *
 * @param ordinal of the batch in its flush
 * @param base offset of the last record before the batch; 0 when refused
 * @param baseVersion version before the batch; of the session when refused
 * @param time of the commit, ms; 0 when refused
 * @param epoch of the session now; 0 for a piece that was written, whose writer knows it
 * @param claimed whether the enqueued turn was claimed with it
 * @param openTurns of the session now; 0 for a piece, which moves nothing
 * @param nextUnknown whether the turn behind the one that was finished, which has come since the
 *     statement began, is still to be made ready
 */
record FlushRow(
        int ordinal,
        long base,
        long baseVersion,
        long time,
        long epoch,
        boolean claimed,
        int openTurns,
        boolean applied,
        boolean nextUnknown) {

    static FlushRow read(ResultSet row) throws SQLException {
        return new FlushRow(
                row.getInt(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getBoolean(6),
                row.getInt(7),
                row.getBoolean(8),
                row.getBoolean(9));
    }

    /**
     * Of a flush of {@linkplain FlushShape#pieces() pieces}: each is one record, and moves nothing.
     */
    static FlushRow readPiece(ResultSet row, int ordinal) throws SQLException {
        return new FlushRow(
                ordinal,
                row.getLong(2) - 1,
                row.getLong(3),
                row.getLong(4),
                0,
                false,
                0,
                true,
                false);
    }

    FlushRow at(int place) {
        return new FlushRow(
                place, base, baseVersion, time, epoch, claimed, openTurns, applied, nextUnknown);
    }
}
