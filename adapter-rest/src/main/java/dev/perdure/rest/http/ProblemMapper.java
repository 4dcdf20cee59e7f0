package dev.perdure.rest.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers whatever leaves a resource, or keeps a request from reaching one, as a problem. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private final ProblemFormat format;
    private final OwedRoutes owed;

    @Context private @Nullable HttpServletRequest request;

    public ProblemMapper(ProblemFormat format, OwedRoutes owed) {
        this.format = format;
        this.owed = owed;
    }

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 400) {
            return web.getResponse();
        }
        HttpServletRequest asked = request;
        String method = asked == null ? "" : asked.getMethod();
        String path = asked == null ? "" : asked.getRequestURI();
        return response(problem(failure, method, path), path);
    }

    private Response response(HttpProblem problem, String path) {
        Response.ResponseBuilder response =
                Response.status(problem.status())
                        .type(format.mediaType(path))
                        .entity(format.body(problem, path));
        if (problem.retryAfterSeconds() != null) {
            response.header(HttpHeaders.RETRY_AFTER, problem.retryAfterSeconds());
        }
        if (!problem.allow().isEmpty()) {
            response.header(HttpHeaders.ALLOW, problem.allow());
        }
        return response.build();
    }

    private HttpProblem problem(Throwable failure, String method, String path) {
        boolean unrouted =
                failure instanceof NotFoundException || failure instanceof NotAllowedException;
        Optional<String> name = unrouted ? owed.owed(method, path) : Optional.empty();
        return name.isPresent()
                ? HttpProblem.notImplemented(
                        "This server does not offer this yet: " + name.get() + ".")
                : Failures.problem(failure, method, path);
    }
}
