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

/** What the next call of a session would meet of budgets. */
@Path("/v1/sessions/{session}/budget-check")
public final class BudgetCheckResource {

    private final BudgetCases budgets;
    private final SessionLookup lookup;

    BudgetCheckResource(BudgetCases budgets, SessionLookup lookup) {
        this.budgets = budgets;
        this.lookup = lookup;
    }

    @GET
    public Response check(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        return JsonReply.ok(
                BudgetWire.check(budgets.read().concerning(lookup.session(request, session))));
    }
}
