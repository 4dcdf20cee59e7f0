package dev.perdure.rest.everruns.current;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Cursor;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.http.Failures;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.http.ServletProblems;
import dev.perdure.rest.sse.EventStreams;
import dev.perdure.rest.sse.StartPoint;
import dev.perdure.rest.sse.StreamRequest;
import dev.perdure.session.Session;
import dev.perdure.session.SessionStatus;
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
final class SessionStreamFilter implements Filter {

    private static final Pattern PATH = Pattern.compile("/v1/sessions/([^/]+)/sse");
    private static final int RETRY_AFTER_SECONDS = 5;

    private final EventReader log;
    private final SessionLookup lookup;
    private final EventStreams streams;
    private final ProblemFormat problems;

    SessionStreamFilter(
            EventReader log, SessionLookup lookup, EventStreams streams, ProblemFormat problems) {
        this.log = log;
        this.lookup = lookup;
        this.streams = streams;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Matcher path = PATH.matcher(asked.getRequestURI());
        if (!path.matches()) {
            chain.doFilter(request, response);
            return;
        }
        try {
            serve(asked, answer, path.group(1));
        } catch (RuntimeException failed) {
            send(asked, answer, Failures.problem(failed, asked.getMethod(), asked.getRequestURI()));
        }
    }

    private void serve(HttpServletRequest asked, HttpServletResponse answer, String name)
            throws IOException {
        boolean head = asked.getMethod().equals("HEAD");
        if (!head && !asked.getMethod().equals("GET")) {
            send(
                    asked,
                    answer,
                    HttpProblem.methodNotAllowed(
                            asked.getRequestURI() + " does not know " + asked.getMethod() + ".",
                            "GET, HEAD, OPTIONS"));
            return;
        }
        Session session = lookup.session(asked, name);
        StreamRequest wanted = wanted(asked, session, name);
        answer.setContentType("text/event-stream");
        answer.setHeader("Cache-Control", "no-cache, no-transform");
        answer.setHeader("X-Accel-Buffering", "no");
        // Readers exist that keep a finished exchange open until its socket is closed for them.
        answer.setHeader("Connection", "close");
        if (asked.getProtocol().equals("HTTP/1.1")) {
            // Not the default of a connection that closes; without it a cut looks like an end.
            answer.setHeader("Transfer-Encoding", "chunked");
        }
        if (head) {
            return;
        }
        switch (streams.open(asked, answer, wanted)) {
            case OPENED -> {}
            case TOO_MANY ->
                    send(
                            asked,
                            answer,
                            HttpProblem.tooMany("Too many streams are open.", RETRY_AFTER_SECONDS));
            case STOPPING ->
                    send(asked, answer, HttpProblem.unavailable("The server is stopping."));
        }
    }

    private StreamRequest wanted(HttpServletRequest asked, Session session, String name) {
        QueryParameters query = new QueryParameters(asked);
        TypeFilter filter = TypeFilter.of(query.all("types"), query.all("exclude"));
        SessionHead head =
                log.head(session.key()).orElseThrow(() -> CurrentProblems.noSuch("session", name));
        List<Cursor> places = new ArrayList<>();
        query.last("since_id")
                .ifPresent(text -> places.add(CursorText.read(log, session.key(), text)));
        String header = asked.getHeader("Last-Event-ID");
        if (header != null && !header.isEmpty()) {
            places.add(CursorText.read(log, session.key(), header));
        }
        StartPoint start = StartPoint.of(log, session.key(), head.offset(), places);
        return new StreamRequest(
                session.key(),
                start.after(),
                isBusy(session.status()),
                connected(start).toJson(),
                new CurrentStream(log, session, head.version(), filter));
    }

    private static boolean isBusy(SessionStatus status) {
        return switch (status) {
            case ACTIVE, WAITING_FOR_TOOL_RESULTS -> true;
            case STARTED, IDLE -> false;
        };
    }

    /** The first frame says where the stream begins, and why there. */
    private static JsonObject connected(StartPoint start) {
        JsonObjectBuilder data = JsonObject.builder().put("status", "connected");
        return data.put("resumed_from", start.reason().name().toLowerCase(Locale.ROOT)).build();
    }

    private void send(HttpServletRequest asked, HttpServletResponse answer, HttpProblem problem)
            throws IOException {
        ServletProblems.send(answer, problems, problem, asked.getRequestURI());
    }
}
