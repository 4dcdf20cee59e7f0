package dev.perdure.rest.http;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.work.WorkUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever leaves a resource, or keeps a request from reaching one, into a dialect's problem.
 * What is not expected is logged under an incident number; the caller sees the number alone.
 */
public final class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

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
                        .type(format.mediaType())
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
        return switch (failure) {
            case ProblemException expected -> expected.problem();
            case NotFoundException unrouted -> unrouted(method, path);
            case NotAllowedException refused -> refused(refused, method, path);
            case WebApplicationException web -> web(web, method, path);
            case LogUnavailable down -> unavailable(down);
            case StoreUnavailable down -> unavailable(down);
            case WorkUnavailable down -> unavailable(down);
            case IOException broken -> {
                LOG.debug("{} {}: the body could not be read", method, path, broken);
                yield HttpProblem.invalid("The body could not be read.");
            }
            default -> unexpected(failure, method, path);
        };
    }

    private HttpProblem unrouted(String method, String path) {
        Optional<String> name = owed.owed(method, path);
        return name.isPresent()
                ? notYet(name.get())
                : HttpProblem.notFound("There is nothing at " + path + ".");
    }

    private HttpProblem refused(NotAllowedException refused, String method, String path) {
        Optional<String> name = owed.owed(method, path);
        if (name.isPresent()) {
            return notYet(name.get());
        }
        String allow = refused.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return HttpProblem.methodNotAllowed(
                path + " does not know " + method + ".", allow == null ? "" : allow);
    }

    private static HttpProblem notYet(String name) {
        return HttpProblem.notImplemented("This server does not offer this yet: " + name + ".");
    }

    private HttpProblem web(WebApplicationException failure, String method, String path) {
        int status = failure.getResponse().getStatus();
        return status >= 500 ? unexpected(failure, method, path) : HttpProblem.ofStatus(status);
    }

    private static HttpProblem unavailable(RuntimeException down) {
        LOG.warn("storage is unavailable: {}", down.getMessage());
        return HttpProblem.unavailable("The storage cannot be reached right now.");
    }

    private static HttpProblem unexpected(Throwable failure, String method, String path) {
        String incident = UUID.randomUUID().toString();
        LOG.error("{} {} failed, incident {}", method, path, incident, failure);
        return HttpProblem.internal(incident);
    }
}
