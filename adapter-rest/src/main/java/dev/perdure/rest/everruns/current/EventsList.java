package dev.perdure.rest.everruns.current;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Cursor;
import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.rest.everruns.wire.CursorText;
import dev.perdure.rest.everruns.wire.JsonArrayStream;
import dev.perdure.rest.sse.Deliveries;
import dev.perdure.rest.sse.StartPoint;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list of events, read page by page while it is written. It ends at the head there was when it
 * was asked for. Deltas are listed in the order of the log only, and of a turn that the list shows
 * from its start all of them or, when the list begins inside the turn, none.
 */
final class EventsList {

    private static final int PAGE = 100;

    private final EventReader log;
    private final SessionKey session;
    private final EventsQuery query;
    private final CurrentStream events;
    private final Offset start;
    private final Offset end;
    private final StreamVersion before;
    private StreamVersion lastEnd = StreamVersion.NONE;

    private EventsList(
            EventReader log, Session session, SessionHead head, EventsQuery query, Offset start) {
        this.log = log;
        this.session = session.key();
        this.query = query;
        this.events = new CurrentStream(log, session, head.version(), query.filter());
        this.start = start;
        this.end = head.offset();
        this.before =
                new StreamVersion(
                        Math.min(
                                query.before().orElse(Long.MAX_VALUE), head.version().value() + 1));
    }

    static EventsList of(EventReader log, Session session, SessionHead head, EventsQuery query) {
        List<Cursor> places = new ArrayList<>();
        if (!query.since().isEmpty()) {
            places.add(CursorText.read(log, session.key(), query.since()));
        }
        if (query.after().isPresent()) {
            places.add(CursorText.afterSequence(log, session.key(), query.after().getAsLong()));
        }
        Offset start = StartPoint.of(log, session.key(), head.offset(), places).after();
        return new EventsList(log, session, head, query, start);
    }

    /** The last end of a turn that the list came past; known once it is written. */
    Optional<StreamVersion> lastEnd() {
        return Optional.of(lastEnd).filter(end -> !end.equals(StreamVersion.NONE));
    }

    private void pass(List<Envelope> records) {
        Deliveries.lastEnd(records)
                .filter(end -> end.compareTo(lastEnd) > 0)
                .ifPresent(end -> lastEnd = end);
    }

    void write(OutputStream out) throws IOException {
        out.write("{\"data\":".getBytes(StandardCharsets.UTF_8));
        JsonArrayStream array = new JsonArrayStream(out);
        if (!query.fromTheEnd()) {
            writeForward(array, start, query.limit().orElse(Integer.MAX_VALUE), false);
        } else if (query.newestFirst()) {
            backward(newestFirst -> add(array, newestFirst));
        } else {
            writeLast(array);
        }
        array.end();
        out.write('}');
    }

    private void writeLast(JsonArrayStream array) throws IOException {
        Deque<WireEvent> last = new ArrayDeque<>();
        backward(newestFirst -> newestFirst.forEach(last::addFirst));
        if (!query.deltas()) {
            add(array, last);
        } else if (!last.isEmpty()) {
            long firstSequence = last.getFirst().body().longValue("sequence").orElseThrow();
            StreamVersion first = new StreamVersion(firstSequence);
            Offset at = log.facts(session, first, first).getFirst().offset();
            writeForward(array, new Offset(at.value() - 1), Integer.MAX_VALUE, true);
        }
    }

    /**
     * @param wholeTurns whether deltas are left out whose turn does not start in this list
     */
    private void writeForward(JsonArrayStream array, Offset from, long limit, boolean wholeTurns)
            throws IOException {
        Set<TurnId> started = new HashSet<>();
        long left = limit;
        Offset after = from;
        while (left > 0) {
            List<Envelope> page =
                    log.read(
                            session,
                            after,
                            PAGE,
                            query.deltas() ? Selection.FACTS_AND_DELTAS : Selection.FACTS);
            List<Envelope> asked = page.stream().filter(this::isAskedFor).toList();
            if (wholeTurns) {
                asked = asked.stream().filter(envelope -> isWhole(envelope, started)).toList();
            }
            List<WireEvent> told = events.events(asked);
            if (told.size() > left) {
                told = told.subList(0, (int) left);
                Offset cut = told.getLast().at();
                asked = asked.stream().filter(record -> !record.offset().isAfter(cut)).toList();
                left = 0;
            } else {
                left -= told.size();
            }
            add(array, told);
            pass(asked);
            if (page.size() < PAGE || page.getLast().offset().compareTo(end) >= 0) {
                return;
            }
            after = page.getLast().offset();
        }
    }

    /** Hands over the newest events first, a page at a time, until the limit is reached. */
    private void backward(Sink sink) throws IOException {
        int left = query.limit().orElse(Integer.MAX_VALUE);
        StreamVersion below = before;
        while (left > 0) {
            List<Envelope> page =
                    log.latest(
                            session,
                            below,
                            query.filter().wantsAll() ? Math.min(PAGE, left) : PAGE);
            List<Envelope> asked =
                    page.stream().filter(fact -> fact.offset().isAfter(start)).toList();
            pass(asked);
            List<WireEvent> told = events.events(asked).reversed();
            sink.take(told.subList(0, Math.min(left, told.size())));
            left -= told.size();
            if (page.isEmpty() || asked.size() < page.size()) {
                return;
            }
            below = page.getFirst().version();
        }
    }

    private boolean isAskedFor(Envelope envelope) {
        return envelope.offset().compareTo(end) <= 0
                && (envelope.isFact()
                        ? envelope.version().compareTo(before) < 0
                        : envelope.version().next().compareTo(before) < 0);
    }

    private static boolean isWhole(Envelope envelope, Set<TurnId> started) {
        if (envelope.entry() instanceof TurnEvent.TurnStarted turn) {
            started.add(turn.turn());
        }
        return !(envelope.entry() instanceof Delta delta) || started.contains(delta.turn());
    }

    private static void add(JsonArrayStream array, Iterable<WireEvent> told) throws IOException {
        for (WireEvent event : told) {
            array.add(event.body());
        }
    }

    /** Takes events as they are found. */
    @FunctionalInterface
    private interface Sink {
        void take(List<WireEvent> newestFirst) throws IOException;
    }
}
