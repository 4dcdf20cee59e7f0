package dev.perdure.rest.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cross-origin rules (WHATWG Fetch, section 3.3): answers every {@code OPTIONS}, lets the allowed
 * origins read, and refuses writes from other origins, which a browser would otherwise deliver
 * without asking. Requests that do not come from a page carry no origin and pass.
 */
public final class CrossOriginFilter implements Filter {

    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    private static final String HEADERS =
            "Authorization, Content-Type, X-Org-Id, Last-Event-ID, Cache-Control, Idempotency-Key,"
                    + " Everruns-Dialect";
    private static final String EXPOSED = "X-Total-Count, Retry-After";
    private static final String PREFLIGHT_SECONDS = "600";
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final CrossOriginConfig config;
    private final ProblemFormat format;

    public CrossOriginFilter(CrossOriginConfig config, ProblemFormat format) {
        this.config = config;
        this.format = format;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (config.loopbackNames() && !isLoopback(asked.getServerName())) {
            refuse(
                    asked,
                    answer,
                    "This server answers to localhost, 127.0.0.1 and [::1] only, as long as it is bound to"
                            + " loopback.");
            return;
        }
        String origin = asked.getHeader("Origin");
        boolean allowed = origin != null && isAllowed(origin, asked.getHeader("Host"));
        if (origin != null) {
            answer.addHeader("Vary", "Origin");
        }
        if (allowed) {
            answer.setHeader("Access-Control-Allow-Origin", origin);
            answer.setHeader("Access-Control-Expose-Headers", EXPOSED);
        }
        if (asked.getMethod().equals("OPTIONS")) {
            preflight(answer, allowed);
        } else if (origin != null && !allowed && !READS.contains(asked.getMethod())) {
            refuse(asked, answer, "Pages of this origin may not write here.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void preflight(HttpServletResponse answer, boolean allowed) {
        answer.setHeader("Allow", METHODS);
        if (allowed) {
            answer.setHeader("Access-Control-Allow-Methods", METHODS);
            answer.setHeader("Access-Control-Allow-Headers", HEADERS);
            answer.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        }
        answer.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    private void refuse(HttpServletRequest asked, HttpServletResponse answer, String sentence)
            throws IOException {
        ServletProblems.send(
                answer, format, HttpProblem.forbidden(sentence), asked.getRequestURI());
    }

    private static boolean isLoopback(String name) {
        return LOOPBACK_HOSTS.contains(name.toLowerCase(Locale.ROOT)) || name.equals("::1");
    }

    private boolean isAllowed(String origin, @Nullable String host) {
        if (config.origins().contains(origin)) {
            return true;
        }
        URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
        if (uri.getHost() == null) {
            return false;
        }
        return uri.getAuthority().equals(host)
                || (config.loopback() && LOOPBACK_HOSTS.contains(uri.getHost()));
    }
}
