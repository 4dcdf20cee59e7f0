package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Cursor;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import dev.perdure.rest.everruns.wire.AgentSessionLookup;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.TypeFilter;
import dev.perdure.rest.sse.Deliveries;
import dev.perdure.rest.sse.StartPoint;
import dev.perdure.rest.sse.StreamRequest;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a session as a list: a page from an offset on, or all after an event. Every item
 * has the names and members of both, and which items there are depends on who asks. Deltas are in
 * no list.
 */
@Path("/v1/agents/{agent}/sessions/{session}/events")
public final class NestedEventsResource {

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1000;

    /** Of a page that is full and closed: what it holds can never change. */
    private static final String CLOSED = "public, max-age=31536000, immutable";

    private static final String OPEN = "no-cache";

    private final EventReader log;
    private final AgentSessionLookup lookup;
    private final Deliveries deliveries;

    NestedEventsResource(EventReader log, AgentSessionLookup lookup, Deliveries deliveries) {
        this.log = log;
        this.lookup = lookup;
        this.deliveries = deliveries;
    }

    @GET
    public Response list(
            @Context HttpServletRequest request,
            @PathParam("agent") String agent,
            @PathParam("session") String session) {
        QueryParameters query = new QueryParameters(request);
        Generation generation = Generation.of(request);
        EventsPage.Asked asked =
                new EventsPage.Asked(
                        generation, TypeFilter.of(query, EventWords.known(generation)));
        OptionalInt limit = query.limit(LIMIT_MAX);
        Session found = lookup.session(request, agent, session);
        SessionKey key = found.key();
        Offset after = start(key, query, session);
        Consumer<@Nullable StreamVersion> told = told(request, key);
        if (generation == Generation.G15 && limit.isEmpty()) {
            return answer(
                    out -> told.accept(EventsPage.writeAll(log, key, after, asked, out)), false);
        }
        EventsPage page = EventsPage.read(log, key, after, asked, limit.orElse(LIMIT_DEFAULT));
        if (generation == Generation.G0) {
            boolean closed = page.hasMore() && !StreamRequest.isBusy(found.status());
            return answer(
                    out -> {
                        page.writePaged(out);
                        told.accept(page.lastEnd());
                    },
                    closed);
        }
        return answer(
                out -> {
                    page.write(out);
                    told.accept(page.lastEnd());
                },
                false);
    }

    /**
     * Takes the last end of a turn that a list came past. Streams of the current dialect begin
     * after the last one that anybody was told; who asks for the head of an answer is told nothing.
     */
    private Consumer<@Nullable StreamVersion> told(HttpServletRequest request, SessionKey session) {
        boolean head = request.getMethod().equals(HttpMethod.HEAD);
        return end -> {
            if (end != null && !head) {
                deliveries.handedOut(session, end);
            }
        };
    }

    private Offset start(SessionKey key, QueryParameters query, String name) {
        SessionHead head = log.head(key).orElseThrow(() -> RequestProblems.noSuch("session", name));
        List<Cursor> places = Places.ofQuery(log, key, query);
        return StartPoint.of(log, key, head.offset(), places).after();
    }

    private static Response answer(StreamingOutput body, boolean closed) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, closed ? CLOSED : OPEN)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT + ", " + Generation.HEADER)
                .build();
    }
}
