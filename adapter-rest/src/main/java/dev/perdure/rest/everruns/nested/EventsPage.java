package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.Selection;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.JsonArrayStream;
import dev.perdure.rest.everruns.wire.RecentFacts;
import dev.perdure.rest.everruns.wire.TypeFilter;
import dev.perdure.rest.sse.Deliveries;
import dev.perdure.session.SessionKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first facts after a place that a generation is told of and that the filter wants.
 *
 * @param hasMore whether there are more after these
 * @param lastEnd of a turn that whoever reads this page comes past; absent when there is none
 */
record EventsPage(
        EventReader log,
        SessionKey session,
        List<Envelope> facts,
        boolean hasMore,
        @Nullable StreamVersion lastEnd) {

    private static final String DATA = "{\"data\":";
    private static final int READ_MIN = 64;
    private static final int READ_MAX = 500;

    EventsPage {
        facts = List.copyOf(facts);
    }

    /** Which facts are told. */
    record Asked(Generation generation, TypeFilter filter) {

        boolean tells(Envelope fact) {
            String name = NestedEvents.name(generation, fact.entry());
            return name != null && filter.wants(name);
        }
    }

    static EventsPage read(
            EventReader log, SessionKey session, Offset after, Asked asked, int limit) {
        int reading = Math.clamp(2L * limit, READ_MIN, READ_MAX);
        List<Envelope> told = new ArrayList<>();
        StreamVersion lastEnd = null;
        Offset place = after;
        List<Envelope> read;
        do {
            read = log.read(session, place, reading, Selection.FACTS);
            read.stream().filter(asked::tells).forEach(told::add);
            lastEnd = Deliveries.lastEnd(passed(read, told, limit)).orElse(lastEnd);
            place = read.isEmpty() ? place : read.getLast().offset();
        } while (told.size() <= limit && read.size() == reading);
        boolean more = told.size() > limit;
        return new EventsPage(log, session, more ? told.subList(0, limit) : told, more, lastEnd);
    }

    /** Those of the facts read that do not stand beyond the last one on the page. */
    private static List<Envelope> passed(List<Envelope> read, List<Envelope> told, int limit) {
        if (told.size() <= limit) {
            return read;
        }
        Offset last = told.get(limit - 1).offset();
        return read.stream().filter(fact -> !fact.offset().isAfter(last)).toList();
    }

    /** Writes the page with its place, so that the next one is asked for from there. */
    void writePaged(OutputStream out) throws IOException {
        writeData(out);
        JsonValue next =
                facts.isEmpty()
                        ? JsonNull.INSTANCE
                        : new JsonString(NestedEvents.id(facts.getLast()));
        out.write(utf8(",\"next_offset\":" + next.toJson() + ",\"has_more\":" + hasMore + "}"));
    }

    /** Writes the page alone. */
    void write(OutputStream out) throws IOException {
        writeData(out);
        out.write('}');
    }

    /**
     * Writes everything after a place, page by page.
     *
     * @return the last end of a turn in it; null when there is none
     */
    static @Nullable StreamVersion writeAll(
            EventReader log, SessionKey session, Offset after, Asked asked, OutputStream out)
            throws IOException {
        out.write(utf8(DATA));
        JsonArrayStream array = new JsonArrayStream(out);
        EventsPage page = read(log, session, after, asked, READ_MAX);
        page.addTo(array);
        StreamVersion lastEnd = page.lastEnd();
        while (page.hasMore()) {
            page = read(log, session, page.facts().getLast().offset(), asked, READ_MAX);
            page.addTo(array);
            lastEnd = page.lastEnd() == null ? lastEnd : page.lastEnd();
        }
        array.end();
        out.write('}');
        return lastEnd;
    }

    private void writeData(OutputStream out) throws IOException {
        out.write(utf8(DATA));
        JsonArrayStream array = new JsonArrayStream(out);
        addTo(array);
        array.end();
    }

    private void addTo(JsonArrayStream array) throws IOException {
        RecentFacts recent = new RecentFacts(log, session);
        recent.remember(facts);
        NestedEvents events = new NestedEvents(recent);
        for (Envelope fact : facts) {
            array.add(events.item(fact));
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
