package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.AgentSessionLookup;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.TypeFilter;
import dev.perdure.rest.http.Route;
import dev.perdure.rest.http.Routed;
import dev.perdure.rest.sse.StartPoint;
import dev.perdure.rest.sse.StreamGate;
import dev.perdure.rest.sse.StreamRequest;
import dev.perdure.session.Session;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the streams of these routes: {@code sse}, and {@code events} to those who ask for an event
 * stream there. Without a place they begin with the session.
 */
final class NestedStreamFilter implements Filter, Routed {

    private static final String SESSION = "/v1/agents/{agent}/sessions/{session}";
    private static final Route EVENTS = Route.get(SESSION + "/events");
    private static final Route SSE = Route.get(SESSION + "/sse");
    private static final Pattern EVENTS_PATH = EVENTS.pattern();
    private static final Pattern SSE_PATH = SSE.pattern();

    private static final String MEDIA_TYPE = "text/event-stream";

    private final EventReader log;
    private final AgentSessionLookup lookup;
    private final StreamGate gate;

    NestedStreamFilter(EventReader log, AgentSessionLookup lookup, StreamGate gate) {
        this.log = log;
        this.lookup = lookup;
        this.gate = gate;
    }

    @Override
    public List<Route> routes() {
        return List.of(EVENTS, SSE);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        Matcher events = EVENTS_PATH.matcher(asked.getRequestURI());
        boolean ofEvents = events.matches();
        Matcher path = ofEvents ? events : SSE_PATH.matcher(asked.getRequestURI());
        if (ofEvents ? !isStream(asked) : !path.matches()) {
            chain.doFilter(request, response);
            return;
        }
        String agent = path.group(1);
        String name = path.group(2);
        Supplier<Generation> generation =
                ofEvents
                        ? () -> Generation.asked(asked).orElse(Generation.G1)
                        : () -> Generation.of(asked);
        gate.serve(
                asked,
                (HttpServletResponse) response,
                () -> wanted(asked, generation.get(), lookup.session(asked, agent, name), name));
    }

    /** What a header says of the generation overrules what is accepted. */
    private static boolean isStream(HttpServletRequest asked) {
        String generation = asked.getHeader(Generation.HEADER);
        if (generation != null && !generation.isBlank()) {
            return generation.strip().equalsIgnoreCase(Generation.G1.name());
        }
        return Collections.list(asked.getHeaders("Accept")).stream()
                .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).contains(MEDIA_TYPE));
    }

    private StreamRequest wanted(
            HttpServletRequest asked, Generation generation, Session session, String name) {
        TypeFilter filter = TypeFilter.of(new QueryParameters(asked), EventWords.known(generation));
        SessionHead head =
                log.head(session.key()).orElseThrow(() -> RequestProblems.noSuch("session", name));
        StartPoint start =
                StartPoint.of(
                        log,
                        session.key(),
                        head.offset(),
                        Places.ofStream(log, session.key(), asked));
        return new StreamRequest(
                session.key(),
                start.after(),
                StreamRequest.isBusy(session.status()),
                false,
                connected(generation, start),
                new NestedStream(log, session.key(), head.version(), generation, filter));
    }

    /** The first two generations know no such frame; they get a comment in its place. */
    private static @Nullable String connected(Generation generation, StartPoint start) {
        return switch (generation) {
            case G0, G1 -> null;
            case G15 ->
                    JsonObject.builder()
                            .put("status", "connected")
                            .put("resumed_from", start.reason().name().toLowerCase(Locale.ROOT))
                            .build()
                            .toJson();
        };
    }
}
