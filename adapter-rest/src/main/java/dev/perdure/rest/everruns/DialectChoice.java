package dev.perdure.rest.everruns;

import dev.perdure.agent.AgentId;
import dev.perdure.rest.everruns.wire.AgentSessionLookup;
import dev.perdure.rest.everruns.wire.DialectHeader;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.Failures;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.http.ServletProblems;
import dev.perdure.session.Session;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows a session in the words a request asks for by its header, whichever of its two paths was
 * taken: the request goes on as if it had been sent to the other one.
 */
public final class DialectChoice implements Filter {

    private static final String VIEWS = "(|/messages|/events|/sse)";
    private static final Pattern NESTED =
            Pattern.compile("/v1/agents/([^/]+)/sessions/([^/]+)" + VIEWS);
    private static final Pattern CURRENT = Pattern.compile("/v1/sessions/([^/]+)" + VIEWS);

    private static final String NEWEST = "g2";
    private static final Set<String> EARLIER = Set.of("g0", "g1", "g15");

    private final AgentSessionLookup lookup;
    private final ProblemFormat problems;

    public DialectChoice(
            EngineParts engine, OrganisationResolver organisations, ProblemFormat problems) {
        this.lookup = AgentSessionLookup.of(engine, organisations);
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        String header = asked.getHeader(DialectHeader.NAME);
        if (header == null || header.isBlank()) {
            chain.doFilter(request, response);
            return;
        }
        String path = asked.getRequestURI();
        String meant;
        try {
            meant = meant(asked, path, header.strip().toLowerCase(Locale.ROOT));
        } catch (RuntimeException failed) {
            ServletProblems.send(
                    (HttpServletResponse) response,
                    problems,
                    Failures.problem(failed, asked.getMethod(), path),
                    path);
            return;
        }
        chain.doFilter(meant.equals(path) ? asked : new RequestAt(asked, meant), response);
    }

    private String meant(HttpServletRequest asked, String path, String dialect) {
        Matcher nested = NESTED.matcher(path);
        Matcher current = CURRENT.matcher(path);
        if (nested.matches() && dialect.equals(NEWEST)) {
            lookup.session(asked, nested.group(1), nested.group(2));
            return "/v1/sessions/" + nested.group(2) + nested.group(3);
        }
        if (current.matches() && EARLIER.contains(dialect)) {
            AgentId owner = owner(asked, current.group(1));
            return "/v1/agents/"
                    + owner.value()
                    + "/sessions/"
                    + current.group(1)
                    + current.group(2);
        }
        return path;
    }

    private AgentId owner(HttpServletRequest asked, String name) {
        Session session = lookup.sessions().session(asked, name);
        AgentId owner = session.settings().agent();
        if (owner == null) {
            throw RequestProblems.invalid(
                    DialectHeader.NAME, "knows sessions of agents only, and this one has none.");
        }
        return owner;
    }
}
