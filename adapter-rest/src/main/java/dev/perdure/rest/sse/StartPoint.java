package dev.perdure.rest.sse;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Cursor;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader begins, and how that came about. A cursor is never refused: a client that cannot
 * continue would only ask again.
 *
 * @param after the first record sent is the one after this offset
 */
public record StartPoint(Offset after, Reason reason) {

    /** What became of the cursors. */
    public enum Reason {
        /** None was given: what {@link Replay} says, and for lists everything. */
        NO_CURSOR,
        /** Right after the record the cursor names. */
        CURSOR,
        /** The cursor is beyond the end of the stream: from the end. */
        BEYOND_HEAD,
        /** The cursor was made for another stream: the first fact later than its time. */
        FOREIGN,
        /** The cursor says nothing: as if none had been given. */
        UNREADABLE
    }

    /**
     * The latest place that {@code cursors} know.
     *
     * @param head the end of the stream
     */
    public static StartPoint of(
            EventReader log, SessionKey session, Offset head, List<Cursor> cursors) {
        if (cursors.isEmpty()) {
            return new StartPoint(Offset.START, Reason.NO_CURSOR);
        }
        Offset known = latestOffset(cursors);
        if (known != null) {
            return known.isAfter(head)
                    ? new StartPoint(head, Reason.BEYOND_HEAD)
                    : new StartPoint(known, Reason.CURSOR);
        }
        Instant time = latestTime(cursors);
        return time == null
                ? new StartPoint(Offset.START, Reason.UNREADABLE)
                : new StartPoint(log.lastFactAt(session, time), Reason.FOREIGN);
    }

    /** The same, with the place of a stream where the cursors name none. */
    public StartPoint orReplay(Supplier<Offset> replay) {
        return switch (reason) {
            case NO_CURSOR, UNREADABLE -> new StartPoint(replay.get(), reason);
            case CURSOR, BEYOND_HEAD, FOREIGN -> this;
        };
    }

    private static @Nullable Offset latestOffset(List<Cursor> cursors) {
        Offset latest = null;
        for (Cursor cursor : cursors) {
            if (cursor instanceof Cursor.After after
                    && (latest == null || after.offset().isAfter(latest))) {
                latest = after.offset();
            }
        }
        return latest;
    }

    private static @Nullable Instant latestTime(List<Cursor> cursors) {
        Instant latest = null;
        for (Cursor cursor : cursors) {
            if (cursor instanceof Cursor.Foreign foreign
                    && (latest == null || foreign.time().isAfter(latest))) {
                latest = foreign.time();
            }
        }
        return latest;
    }
}
