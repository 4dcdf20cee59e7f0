package dev.perdure.rest.everruns.current;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Cursor;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.CursorText;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.everruns.wire.TypeFilter;
import dev.perdure.rest.http.Route;
import dev.perdure.rest.http.Routed;
import dev.perdure.rest.sse.Replay;
import dev.perdure.rest.sse.StartPoint;
import dev.perdure.rest.sse.StreamGate;
import dev.perdure.rest.sse.StreamRequest;
import dev.perdure.rest.sse.StreamStarts;
import dev.perdure.session.Session;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves {@code GET /v1/sessions/{session}/sse}. A filter and not a resource, because a stream
 * keeps its exchange for long and writes as it pleases, which resources are not made for.
 */
final class SessionStreamFilter implements Filter, Routed {

    private static final Route ROUTE = Route.get("/v1/sessions/{session}/sse");
    private static final Pattern PATH = ROUTE.pattern();

    private final EventReader log;
    private final StreamStarts starts;
    private final SessionLookup lookup;
    private final StreamGate gate;

    SessionStreamFilter(
            EventReader log, StreamStarts starts, SessionLookup lookup, StreamGate gate) {
        this.log = log;
        this.starts = starts;
        this.lookup = lookup;
        this.gate = gate;
    }

    @Override
    public List<Route> routes() {
        return List.of(ROUTE);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        Matcher path = PATH.matcher(asked.getRequestURI());
        if (path.matches()) {
            String name = path.group(1);
            gate.serve(
                    asked,
                    (HttpServletResponse) response,
                    () -> wanted(asked, lookup.session(asked, name), name));
        } else {
            chain.doFilter(request, response);
        }
    }

    private StreamRequest wanted(HttpServletRequest asked, Session session, String name) {
        QueryParameters query = new QueryParameters(asked);
        TypeFilter filter = TypeFilter.of(query, EventTypes.known());
        SessionHead head =
                log.head(session.key()).orElseThrow(() -> RequestProblems.noSuch("session", name));
        List<Cursor> places = new ArrayList<>();
        query.last("since_id")
                .ifPresent(text -> places.add(CursorText.read(log, session.key(), text)));
        String header = asked.getHeader("Last-Event-ID");
        if (header != null && !header.isEmpty()) {
            places.add(CursorText.read(log, session.key(), header));
        }
        StartPoint start = starts.of(session.key(), head, places, replay(query));
        return new StreamRequest(
                session.key(),
                start.after(),
                StreamRequest.isBusy(session.status()),
                query.last("replay").isPresent(),
                connected(start).toJson(),
                new CurrentStream(log, session, head.version(), filter));
    }

    private static Replay replay(QueryParameters query) {
        return query.last("replay")
                .map(name ->
                        Replay.named(name)
                                .orElseThrow(() ->
                                        RequestProblems.invalid(
                                                "replay",
                                                "must be undelivered, turn, session or none.")))
                .orElse(Replay.UNDELIVERED);
    }

    /** The first frame says where the stream begins, and why there. */
    private static JsonObject connected(StartPoint start) {
        JsonObjectBuilder data = JsonObject.builder().put("status", "connected");
        return data.put("resumed_from", start.reason().name().toLowerCase(Locale.ROOT)).build();
    }
}
