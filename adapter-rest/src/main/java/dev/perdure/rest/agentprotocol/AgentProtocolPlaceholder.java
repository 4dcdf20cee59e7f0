package dev.perdure.rest.agentprotocol;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.health.Readiness;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.IntPredicate;

/**
 * Answers on the port of the Agent Protocol until that surface exists: {@code /health}, and 501 in
 * the protocol's own words for the rest.
 */
public final class AgentProtocolPlaceholder implements Filter {

    private final IntPredicate ownPort;
    private final Readiness readiness;

    /**
     * @param ownPort whether a local port is the protocol's; requests of other ports pass through
     */
    public AgentProtocolPlaceholder(IntPredicate ownPort, Readiness readiness) {
        this.ownPort = ownPort;
        this.readiness = readiness;
    }

    /** Registers this in front of everything; call it before other surfaces are registered. */
    public void register(Environment environment) {
        FilterRegistration.Dynamic filter =
                environment.servlets().addFilter("agent-protocol-placeholder", this);
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!ownPort.test(request.getLocalPort())) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletRequest asked = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        if (asked.getRequestURI().equals("/health")) {
            boolean ready = !readiness.isDraining();
            send(
                    answer,
                    ready ? 200 : 503,
                    JsonObject.builder().put("status", ready ? "healthy" : "draining").build());
        } else {
            send(answer, 501, notImplemented(asked.getMethod() + " " + asked.getRequestURI()));
        }
    }

    private static JsonObject notImplemented(String route) {
        String message = "The Agent Protocol is not served yet.";
        return JsonObject.builder()
                .put("error", "not_implemented")
                .put("message", message)
                .put("detail", message)
                .put("details", JsonObject.builder().put("route", route).build())
                .build();
    }

    private static void send(HttpServletResponse answer, int status, JsonObject body)
            throws IOException {
        byte[] bytes = Json.utf8(body);
        answer.setStatus(status);
        answer.setContentType("application/json");
        answer.setContentLength(bytes.length);
        answer.getOutputStream().write(bytes);
    }
}
