package dev.perdure.persistence.log;

import dev.perdure.engine.log.LogUnavailable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells followers and writers what became of a flush. Never holds up the committer: neither by
 * reading nor by what depends on an append.
 */
record Outcomes(FlushListener listener, RefusalDesk refusals) {

    /** Followers first: why a batch was refused may take a while to find out. */
    void known(List<Pending> flush, List<FlushRow> rows) {
        @Nullable FlushRow[] byOrdinal = new FlushRow[flush.size()];
        List<Written> written = new ArrayList<>(rows.size());
        for (FlushRow row : rows) {
            byOrdinal[row.ordinal()] = row;
            if (row.applied()) {
                written.add(Written.of(flush.get(row.ordinal()), row));
            }
        }
        listener.committed(written);
        written.forEach(whole -> whole.pending().settle(whole.outcome()));
        for (int ordinal = 0; ordinal < flush.size(); ordinal++) {
            FlushRow row = byOrdinal[ordinal];
            if (row == null || !row.applied()) {
                refused(flush.get(ordinal), row);
            }
        }
    }

    /**
     * @param row what the flush saw of the session, if that is known
     */
    void refused(Pending pending, @Nullable FlushRow row) {
        refusals.refuse(pending, row);
    }

    void locked(Pending pending) {
        pending.fail(
                new LogUnavailable(
                        "Nothing was written: somebody keeps a lock on the session",
                        new SQLException("lock not available", "55P03")));
    }

    void unknown(List<Pending> flush, Throwable cause) {
        listener.unknown(flush);
        LogUnavailable failure =
                new LogUnavailable(
                        "The database did not answer; whether the append was written is unknown",
                        cause);
        flush.forEach(pending -> pending.fail(failure));
    }
}
