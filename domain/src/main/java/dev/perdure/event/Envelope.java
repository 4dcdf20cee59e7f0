package dev.perdure.event;

import dev.perdure.session.SessionKey;
import java.time.Instant;

/**
 * A committed record of a session's log.
 *
 * @param version of the fact; for a delta, of the last fact before it
 * @param time of the commit in milliseconds; never falls within a session
 */
public record Envelope(
        SessionKey session, Offset offset, StreamVersion version, Instant time, Entry entry) {

    public boolean isFact() {
        return entry instanceof Event;
    }

    /** The public identity of this record, computed and never stored. */
    public EventId id() {
        return EventId.of(session.id(), offset, time);
    }
}
