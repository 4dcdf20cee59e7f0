package dev.perdure.rest.everruns.current;

import dev.perdure.agent.AgentId;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.SessionStore.SessionQuery;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.McpMember;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.SessionLookup;
import dev.perdure.rest.everruns.wire.SessionOpening;
import dev.perdure.rest.everruns.wire.SessionRequest;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.session.Session;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
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
import java.util.Optional;
import java.util.UUID;

/** Sessions. */
@Path("/v1/sessions")
public final class SessionsResource {

    static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private static final int LIMIT_DEFAULT = 20;
    private static final String CANCEL_REASON = "The user asked for it.";

    private final EngineParts engine;
    private final OrganisationResolver organisations;
    private final SessionLookup lookup;

    SessionsResource(EngineParts engine, OrganisationResolver organisations) {
        this.engine = engine;
        this.organisations = organisations;
        this.lookup = new SessionLookup(engine.sessions(), organisations);
    }

    @POST
    public Response open(@Context HttpServletRequest request, InputStream body)
            throws IOException, InterruptedException {
        OrganisationId organisation = organisations.organisation(request);
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        SessionSettings settings =
                SessionRequest.read(fields, organisation, engine.agents(), engine.harnesses());
        McpMember.keep(fields, organisation, engine);
        Session session = new SessionOpening(engine).open(organisation, settings);
        return JsonReply.of(201, SessionWire.write(session));
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        Window window = query.window(LIMIT_DEFAULT);
        Optional<String> agent = query.last("agent_id");
        Optional<UUID> agentId = agent.flatMap(WireId.AGENT::read);
        if (agent.isPresent() && agentId.isEmpty()) {
            throw RequestProblems.invalid(
                    "agent_id", "must be agent_ and 32 hex digits, or a UUID.");
        }
        Page<Session> page =
                engine.sessions()
                        .list(
                                organisations.organisation(request),
                                new SessionQuery(
                                        agentId.map(AgentId::new).orElse(null),
                                        query.search(),
                                        window));
        List<JsonValue> items = page.items().stream().<JsonValue>map(SessionWire::write).toList();
        return JsonReply.ok(WireList.page("sessions", items, page.total(), window));
    }

    @GET
    @Path("{session}")
    public Response find(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        return JsonReply.ok(SessionWire.write(lookup.session(request, session)));
    }

    /** Changes title, tags and locale; what is not mentioned stays, and null clears. */
    @PATCH
    @Path("{session}")
    public Response revise(
            @Context HttpServletRequest request,
            @PathParam("session") String session,
            InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        Session revised =
                RequestProblems.accepted(
                        engine.useCases()
                                .reviseSession()
                                .revise(lookup.key(request, session), SessionRequest.edit(fields)));
        return JsonReply.ok(SessionWire.write(revised));
    }

    /** Deletes the session with everything in it; a second time there is none. */
    @DELETE
    @Path("{session}")
    public Response remove(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        RequestProblems.accepted(
                engine.useCases().removeSession().remove(lookup.key(request, session)));
        return JsonReply.noContent();
    }

    /** Asks the running turn to stop; answers before it has. */
    @POST
    @Path("{session}/cancel")
    public Response cancel(
            @Context HttpServletRequest request, @PathParam("session") String session) {
        CancelTurn.Outcome outcome =
                RequestProblems.accepted(
                        engine.useCases()
                                .cancelTurn()
                                .cancel(lookup.key(request, session), CANCEL_REASON));
        return JsonReply.ok(wire(outcome));
    }

    private static JsonObject wire(CancelTurn.Outcome outcome) {
        return switch (outcome) {
            case CANCELLED ->
                    JsonObject.builder()
                            .put("status", "cancelled")
                            .put("message", "The running turn was asked to stop.")
                            .build();
            case NOTHING_TO_CANCEL ->
                    JsonObject.builder()
                            .put("status", "no_op")
                            .put("message", "No turn is running.")
                            .build();
        };
    }
}
