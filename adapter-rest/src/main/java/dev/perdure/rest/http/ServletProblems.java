package dev.perdure.rest.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Problems of requests that filters answer themselves. */
public final class ServletProblems {

    private ServletProblems() {}

    public static void send(
            HttpServletResponse answer, ProblemFormat format, HttpProblem problem, String path)
            throws IOException {
        byte[] body = format.body(problem, path);
        answer.setStatus(problem.status());
        answer.setContentType(format.mediaType(path));
        answer.setContentLength(body.length);
        if (problem.retryAfterSeconds() != null) {
            answer.setIntHeader("Retry-After", problem.retryAfterSeconds());
        }
        answer.getOutputStream().write(body);
    }
}
