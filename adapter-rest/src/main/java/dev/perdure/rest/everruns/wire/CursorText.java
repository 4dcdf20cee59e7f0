package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Cursor;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what clients hold as their place: an event id in any spelling, or a sequence number. */
public final class CursorText {

    private CursorText() {}

    public static Cursor read(EventReader log, SessionKey session, String text) {
        Optional<UUID> id = WireId.EVENT.read(text);
        if (id.isPresent()) {
            return Cursor.of(session.id(), id.get());
        }
        if (!text.isEmpty()
                && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return afterSequence(log, session, Long.parseLong(text));
        }
        return new Cursor.Unreadable();
    }

    /** The place right after a fact; beyond the end when there is no such fact yet. */
    public static Cursor afterSequence(EventReader log, SessionKey session, long sequence) {
        if (sequence == 0) {
            return new Cursor.After(Offset.START);
        }
        StreamVersion version = new StreamVersion(sequence);
        List<Envelope> fact = log.facts(session, version, version);
        return new Cursor.After(
                fact.isEmpty() ? new Offset(Offset.VALUE_MAX) : fact.getFirst().offset());
    }
}
