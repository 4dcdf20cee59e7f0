package dev.perdure.event;

import dev.perdure.session.SessionId;
import java.time.Instant;
import java.util.UUID;

/**
 * The computed identity of a log record: a valid UUID version 7 (RFC 9562) made of the record's
 * time, its offset and a hash of its session. Ids rise strictly within a session because time never
 * falls there and offsets rise. An id leads back to its offset without a look-up, also after the
 * record itself has been forgotten.
 *
 * <p>Layout: 48 bits of milliseconds, version 7, the upper 12 bits of the offset, variant, the
 * lower 30 bits of the offset, 32 bits of session hash.
 */
public record EventId(UUID value) {

    private static final int LOW_BITS = 30;
    private static final long LOW_MASK = (1L << LOW_BITS) - 1;
    private static final long HASH_MASK = 0xFFFF_FFFFL;

    public static EventId of(SessionId session, Offset offset, Instant time) {
        long high =
                (time.toEpochMilli() << 16) | 0x7000L | ((offset.value() >>> LOW_BITS) & 0xFFFL);
        long low = 0x8000_0000_0000_0000L | ((offset.value() & LOW_MASK) << 32) | hash(session);
        return new EventId(new UUID(high, low));
    }

    /** Whether this id has the shape of a computed one and was made for {@code session}. */
    public boolean belongsTo(SessionId session) {
        return value.version() == 7
                && value.variant() == 2
                && (value.getLeastSignificantBits() & HASH_MASK) == hash(session);
    }

    /**
     * The offset this id carries; meaningless unless it {@link #belongsTo} the session asked about.
     */
    public Offset offset() {
        long upper = value.getMostSignificantBits() & 0xFFFL;
        long lower = (value.getLeastSignificantBits() >>> 32) & LOW_MASK;
        return new Offset((upper << LOW_BITS) | lower);
    }

    /** The time this id carries, in milliseconds; meaningless unless its version is 7. */
    public Instant time() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    private static long hash(SessionId session) {
        long mixed =
                session.value().getMostSignificantBits()
                        ^ Long.rotateLeft(session.value().getLeastSignificantBits(), 31);
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return (mixed ^ (mixed >>> 31)) & HASH_MASK;
    }
}
