package dev.perdure.rest.everruns.current;

import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.http.JsonReply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** The budgets of a session, its agent and its organisation. */
@Path("/v1/sessions/{session}/budgets")
public final class SessionBudgetsResource {

    private final BudgetCases budgets;
    private final SessionLookup lookup;

    SessionBudgetsResource(BudgetCases budgets, SessionLookup lookup) {
        this.budgets = budgets;
        this.lookup = lookup;
    }

    @GET
    public Response list(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        return JsonReply.ok(
                BudgetWire.list(budgets.read().concerning(lookup.session(request, session))));
    }
}
