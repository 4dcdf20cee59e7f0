package dev.perdure.rest.http;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.RecordUnreadable;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.work.WorkUnavailable;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a failure means to the caller. What is not expected is logged under an incident number; the
 * caller sees the number alone.
 */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    public static HttpProblem problem(Throwable failure, String method, String path) {
        return switch (failure) {
            case ProblemException expected -> expected.problem();
            case NotFoundException unrouted ->
                    HttpProblem.notFound("There is nothing at " + path + ".");
            case NotAllowedException refused -> notAllowed(refused, method, path);
            case WebApplicationException web ->
                    status(web, web.getResponse().getStatus(), method, path);
            case LogUnavailable down -> unavailable(down);
            case StoreUnavailable down -> unavailable(down);
            case WorkUnavailable down -> unavailable(down);
            case RecordUnreadable record -> unreadable(record, method, path);
            case IOException broken -> unreadable(broken, method, path);
            case HttpException http -> status(failure, http.getCode(), method, path);
            default -> unexpected(failure, method, path);
        };
    }

    /** A body that did not arrive, or not whole, or not in the coding it was announced in. */
    public static HttpProblem unreadable(Exception broken, String method, String path) {
        LOG.debug("{} {}: the body could not be read", method, path, broken);
        return HttpProblem.invalid("The body could not be read.");
    }

    private static HttpProblem notAllowed(NotAllowedException refused, String method, String path) {
        String allow = refused.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return HttpProblem.methodNotAllowed(
                path + " does not know " + method + ".", allow == null ? "" : allow);
    }

    /** The server's own layers refuse what they cannot read with a status. */
    private static HttpProblem status(Throwable failure, int status, String method, String path) {
        return status >= 500 ? unexpected(failure, method, path) : HttpProblem.ofStatus(status);
    }

    /** Not a secret of ours: whoever asks may read the session, and an operator has to hear it. */
    private static HttpProblem unreadable(RecordUnreadable record, String method, String path) {
        LOG.error("{} {}: {}", method, path, record.getMessage());
        return HttpProblem.unreadableRecord(String.valueOf(record.getMessage()));
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
