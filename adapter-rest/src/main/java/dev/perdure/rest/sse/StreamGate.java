package dev.perdure.rest.sse;

import dev.perdure.rest.http.Failures;
import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.http.ServletProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Lets requests for streams in: what is no stream, or cannot be opened now, is answered as a
 * problem, in the words of the dialect that owns the path.
 */
public final class StreamGate {

    private static final int RETRY_AFTER_SECONDS = 5;

    private final EventStreams streams;
    private final ProblemFormat problems;

    public StreamGate(EventStreams streams, ProblemFormat problems) {
        this.streams = streams;
        this.problems = problems;
    }

    /**
     * Answers the exchange.
     *
     * @param wanted finds the stream, or throws what the client is to be told
     */
    public void serve(
            HttpServletRequest asked, HttpServletResponse answer, Supplier<StreamRequest> wanted)
            throws IOException {
        try {
            open(asked, answer, wanted);
        } catch (RuntimeException failed) {
            send(asked, answer, Failures.problem(failed, asked.getMethod(), asked.getRequestURI()));
        }
    }

    private void open(
            HttpServletRequest asked, HttpServletResponse answer, Supplier<StreamRequest> wanted)
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
        StreamRequest stream = wanted.get();
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
        switch (streams.open(asked, answer, stream)) {
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

    private void send(HttpServletRequest asked, HttpServletResponse answer, HttpProblem problem)
            throws IOException {
        ServletProblems.send(answer, problems, problem, asked.getRequestURI());
    }
}
