package dev.perdure.rest.sse;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Cursor;
import dev.perdure.session.SessionKey;
import java.util.List;

/** Where streams begin: at a place a client knows, or where {@link Replay} says. */
public final class StreamStarts {

    private final EventReader log;
    private final Deliveries deliveries;

    public StreamStarts(EventReader log, Deliveries deliveries) {
        this.log = log;
        this.deliveries = deliveries;
    }

    /**
     * Where a stream of the session begins.
     *
     * @param cursors what the client knows, the latest place of which counts
     * @param replay what counts when they name no place
     */
    public StartPoint of(
            SessionKey session, SessionHead head, List<Cursor> cursors, Replay replay) {
        return StartPoint.of(log, session, head.offset(), cursors)
                .orReplay(() ->
                        new ReplayStart(log, session, head)
                                .of(replay, deliveries.delivered(session)));
    }
}
