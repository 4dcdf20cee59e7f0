package dev.perdure.rest.everruns.current;

import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.session.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Ends the pause of budgets that are the session's own, and has its turn look again. */
@Path("/v1/sessions/{session}/resume")
public final class ResumeResource {

    private final BudgetCases budgets;
    private final SessionLookup lookup;

    ResumeResource(BudgetCases budgets, SessionLookup lookup) {
        this.budgets = budgets;
        this.lookup = lookup;
    }

    @POST
    public Response resume(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        Session found = lookup.session(request, session);
        return JsonReply.ok(
                JsonObject.builder()
                        .put("session_id", WireId.SESSION.write(found.key().id().value()))
                        .put("resumed_budgets", budgets.resume().resume(found))
                        .build());
    }
}
