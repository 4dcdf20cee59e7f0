package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Cursor;
import dev.perdure.event.EventId;
import dev.perdure.rest.everruns.wire.CursorText;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where readers of these routes say they are. */
final class Places {

    static final String OFFSET = "offset";
    static final String SINCE = "since_id";

    private Places() {}

    /**
     * What the query says: an {@code offset}, or a {@code since_id}. The first is compared as the
     * id it is and has to be one; the second is never refused, whatever it holds.
     */
    static List<Cursor> ofQuery(EventReader log, SessionKey session, QueryParameters query) {
        Optional<String> offset = query.last(OFFSET);
        if (offset.isPresent()) {
            UUID id =
                    WireId.EVENT
                            .read(offset.get())
                            .orElseThrow(() ->
                                    RequestProblems.invalid(OFFSET, "must be an event's id."));
            return List.of(compared(session, id));
        }
        return query.last(SINCE)
                .map(text -> List.of(CursorText.read(log, session, text)))
                .orElseGet(List::of);
    }

    /** What the query says, and what a reader says that reconnects by itself. */
    static List<Cursor> ofStream(EventReader log, SessionKey session, HttpServletRequest request) {
        List<Cursor> places = new ArrayList<>(ofQuery(log, session, new QueryParameters(request)));
        String header = request.getHeader("Last-Event-ID");
        if (header != null && !header.isEmpty()) {
            places.add(CursorText.read(log, session, header));
        }
        return places;
    }

    /** An id that no event of the session has stands where its first bits, a time, put it. */
    private static Cursor compared(SessionKey session, UUID id) {
        Cursor cursor = Cursor.of(session.id(), id);
        return cursor instanceof Cursor.Unreadable
                ? new Cursor.Foreign(new EventId(id).time())
                : cursor;
    }
}
