package dev.perdure.rest.everruns.current;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.sse.Deliveries;
import dev.perdure.session.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** The events of a session as a list. */
@Path("/v1/sessions/{session}/events")
public final class EventsResource {

    private final EventReader log;
    private final SessionLookup lookup;
    private final Deliveries deliveries;

    EventsResource(EventReader log, SessionLookup lookup, Deliveries deliveries) {
        this.log = log;
        this.lookup = lookup;
        this.deliveries = deliveries;
    }

    /**
     * Facts, oldest first. With {@code limit} and no place, the last ones; with a place, the next
     * ones.
     */
    @GET
    public Response list(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        EventsQuery query = EventsQuery.of(new QueryParameters(request));
        Session found = lookup.session(request, session);
        SessionHead head =
                log.head(found.key()).orElseThrow(() -> RequestProblems.noSuch("session", session));
        EventsList list = EventsList.of(log, found, head, query);
        StreamingOutput body =
                out -> {
                    list.write(out);
                    if (!request.getMethod().equals(HttpMethod.HEAD)) {
                        list.lastEnd().ifPresent(end -> deliveries.handedOut(found.key(), end));
                    }
                };
        Response.ResponseBuilder response = Response.ok(body, MediaType.APPLICATION_JSON_TYPE);
        if (query.limit().isPresent()) {
            response.header("X-Total-Count", head.version().value());
        }
        return response.build();
    }
}
