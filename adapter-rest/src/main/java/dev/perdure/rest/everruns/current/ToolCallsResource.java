package dev.perdure.rest.everruns.current;

import dev.perdure.engine.UseCases;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.JsonReply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The calls of a session that wait for somebody, for whoever lost sight of its stream. */
@Path("/v1/sessions/{session}/tool-calls")
public final class ToolCallsResource {

    private final UseCases useCases;
    private final SessionLookup lookup;

    ToolCallsResource(UseCases useCases, SessionLookup lookup) {
        this.useCases = useCases;
        this.lookup = lookup;
    }

    @GET
    public Response list(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        PendingWire.requirePending(new QueryParameters(request));
        return JsonReply.ok(
                PendingWire.list(
                        RequestProblems.accepted(
                                useCases.listPending().of(lookup.key(request, session)))));
    }
}
