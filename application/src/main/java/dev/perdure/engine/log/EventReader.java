package dev.perdure.engine.log;

import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The reading side of the log. A reader sees committed records only, in order of offset, and never
 * a record without all those before it. The cost of a page does not depend on the length of the
 * stream. A stream that does not exist, or is another organisation's, reads as empty. Throws {@link
 * LogUnavailable} when the store cannot be reached, and {@link RecordUnreadable} when a record of
 * what is asked for cannot be read.
 */
public interface EventReader {

    /** The end of the stream; empty when there is no such stream. */
    Optional<SessionHead> head(SessionKey session);

    /**
     * Those of the sessions that are no longer as they were seen: that hold other facts, have
     * another owner, or do not exist. One question to the store, however many there are.
     */
    Set<SessionKey> moved(List<Seen> sessions);

    /** The first records after {@code after}, at most {@code limit}. */
    List<Envelope> read(SessionKey session, Offset after, int limit, Selection selection);

    /** The last facts before version {@code before}, at most {@code limit}, oldest first. */
    List<Envelope> latest(SessionKey session, StreamVersion before, int limit);

    /** The facts of versions {@code from} to {@code to}, both included. */
    List<Envelope> facts(SessionKey session, StreamVersion from, StreamVersion to);

    /**
     * The offset of the last fact committed at or before {@code time}; the start when there is
     * none.
     */
    Offset lastFactAt(SessionKey session, Instant time);
}
