package dev.perdure.rest.health;

import dev.perdure.rest.http.HttpProblem;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.http.ServletProblems;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * The door of a node that runs turns and accepts nothing: {@code /health} and {@code /metrics}
 * pass, and the rest is answered as by a server that is not there for it, so that a proxy or a
 * client tries another one.
 */
public final class HealthOnly implements Filter {

    private static final Set<String> OWN = Set.of("/health", "/metrics");

    private static final HttpProblem ELSEWHERE =
            HttpProblem.unavailable(
                    "This node runs turns and accepts no requests; ask one whose role is all or api.");

    private final ProblemFormat format;

    public HealthOnly(ProblemFormat format) {
        this.format = format;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = ((HttpServletRequest) request).getRequestURI();
        if (OWN.contains(path)) {
            chain.doFilter(request, response);
        } else {
            ServletProblems.send((HttpServletResponse) response, format, ELSEWHERE, path);
        }
    }
}
