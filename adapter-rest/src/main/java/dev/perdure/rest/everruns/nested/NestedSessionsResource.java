package dev.perdure.rest.everruns.nested;

import dev.perdure.agent.AgentId;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.AgentSessionLookup;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.McpMember;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionOpening;
import dev.perdure.rest.everruns.wire.SessionRequest;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.session.Session;
import dev.perdure.session.SessionSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Sessions below their agent. */
@Path("/v1/agents/{agent}/sessions")
public final class NestedSessionsResource {

    static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private static final int LIMIT_DEFAULT = 100;

    private final EngineParts engine;
    private final OrganisationResolver organisations;
    private final AgentSessionLookup lookup;
    private final NestedStatus status;

    NestedSessionsResource(EngineParts engine, OrganisationResolver organisations) {
        this.engine = engine;
        this.organisations = organisations;
        this.lookup = AgentSessionLookup.of(engine, organisations);
        this.status = new NestedStatus(engine.reader());
    }

    @POST
    public Response open(
            @Context HttpServletRequest request, @PathParam("agent") String agent, InputStream body)
            throws IOException, InterruptedException {
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        SessionSettings settings =
                SessionRequest.read(fields, lookup.agent(request, agent), engine.harnesses());
        McpMember.keep(fields, organisations.organisation(request), engine);
        Session session =
                new SessionOpening(engine).open(organisations.organisation(request), settings);
        return JsonReply.of(201, status.body(session));
    }

    @GET
    public Response list(@Context HttpServletRequest request, @PathParam("agent") String agent) {
        QueryParameters query = new QueryParameters(request);
        Window window = query.window(LIMIT_DEFAULT);
        AgentId id = lookup.agent(request, agent).id();
        Page<Session> page =
                engine.sessions()
                        .list(
                                organisations.organisation(request),
                                new SessionQuery(id, query.search(), window));
        List<JsonValue> items = page.items().stream().<JsonValue>map(status::body).toList();
        return JsonReply.ok(WireList.page("sessions", items, page.total(), window));
    }

    @GET
    @Path("{session}")
    public Response find(
            @Context HttpServletRequest request,
            @PathParam("agent") String agent,
            @PathParam("session") String session) {
        return JsonReply.ok(status.body(lookup.session(request, agent, session)));
    }

    /** Changes title and tags; what is not mentioned stays, and null clears. */
    @PATCH
    @Path("{session}")
    public Response revise(
            @Context HttpServletRequest request,
            @PathParam("agent") String agent,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        Session found = lookup.session(request, agent, session);
        Session revised =
                RequestProblems.accepted(
                        engine.useCases()
                                .reviseSession()
                                .revise(found.key(), SessionRequest.edit(fields)));
        return JsonReply.ok(status.body(revised));
    }

    /** Deletes the session with everything in it; a second time there is none. */
    @DELETE
    @Path("{session}")
    public Response remove(
            @Context HttpServletRequest request,
            @PathParam("agent") String agent,
            @PathParam("session") String session) {
        Session found = lookup.session(request, agent, session);
        RequestProblems.accepted(engine.useCases().removeSession().remove(found.key()));
        return JsonReply.noContent();
    }
}
