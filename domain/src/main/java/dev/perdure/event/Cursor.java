package dev.perdure.event;

import dev.perdure.session.SessionId;
import java.time.Instant;
import java.util.UUID;

/** What a client's place in a stream means, once its text has been read. */
public sealed interface Cursor {

    /** The record at this offset was the last one seen; it may no longer, or not yet, exist. */
    record After(Offset offset) implements Cursor {}

    /** An id that was not made for this session; all it tells is when it was made. */
    record Foreign(Instant time) implements Cursor {}

    /** Text that carries neither place nor time. */
    record Unreadable() implements Cursor {}

    /** Reads {@code id} as a place in {@code session}. */
    static Cursor of(SessionId session, UUID id) {
        EventId read = new EventId(id);
        if (read.belongsTo(session)) {
            return new After(read.offset());
        }
        return id.version() == 7 ? new Foreign(read.time()) : new Unreadable();
    }
}
