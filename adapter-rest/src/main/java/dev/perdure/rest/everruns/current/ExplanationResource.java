package dev.perdure.rest.everruns.current;

import dev.perdure.engine.UseCases;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Why a session waits, or what it is doing. */
@Path("/v1/sessions/{session}/explain")
public final class ExplanationResource {

    private final UseCases useCases;
    private final SessionLookup lookup;

    ExplanationResource(UseCases useCases, SessionLookup lookup) {
        this.useCases = useCases;
        this.lookup = lookup;
    }

    @GET
    public Response explain(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        SessionKey key = lookup.key(request, session);
        return JsonReply.ok(
                ExplanationWire.write(
                        key, RequestProblems.accepted(useCases.explainSession().explain(key))));
    }
}
