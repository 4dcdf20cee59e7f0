package dev.perdure.rest.everruns.current;

import dev.perdure.engine.UseCases;
import dev.perdure.engine.session.PendingCall;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Calls that a person has to decide about, across the sessions of an organisation. */
@Path("/v1/approvals")
public final class PendingApprovalsResource {

    private static final int LIMIT = 20;

    private final UseCases useCases;
    private final OrganisationResolver organisations;

    PendingApprovalsResource(UseCases useCases, OrganisationResolver organisations) {
        this.useCases = useCases;
        this.organisations = organisations;
    }

    /** Offset, limit and total count sessions that wait for somebody. */
    @GET
    public Response list(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        PendingWire.requirePending(query);
        Window window = query.window(LIMIT);
        Page<PendingCall> page =
                useCases.listPending().of(organisations.organisation(request), window);
        return JsonReply.ok(
                JsonObject.builder()
                        .put(
                                "data",
                                PendingWire.excerpts(
                                        page.items().stream()
                                                .filter(PendingCall::isAPersons)
                                                .toList()))
                        .put("total", page.total())
                        .put("offset", window.offset())
                        .put("limit", window.limit())
                        .build());
    }
}
