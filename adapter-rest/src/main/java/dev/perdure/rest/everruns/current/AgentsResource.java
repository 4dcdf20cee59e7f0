package dev.perdure.rest.everruns.current;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.Slug;
import dev.perdure.engine.agent.AgentDraft;
import dev.perdure.engine.agent.RegisterAgent;
import dev.perdure.engine.store.AgentStore.AgentQuery;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Window;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.message.Controls;
import dev.perdure.refusal.Refusal;
import dev.perdure.rest.everruns.wire.AgentLookup;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.McpMember;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Agents. A slug serves in place of an id. */
@Path("/v1/agents")
public final class AgentsResource {

    /** A prompt of the largest size, its escapes, and some files. */
    static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private static final int LIMIT_DEFAULT = 100;

    private final EngineParts engine;
    private final OrganisationResolver organisations;
    private final AgentLookup agents;

    AgentsResource(EngineParts engine, OrganisationResolver organisations) {
        this.engine = engine;
        this.organisations = organisations;
        this.agents = new AgentLookup(engine.agents());
    }

    /** Creates, or revises the agent whose id or slug the body names. */
    @POST
    public Response register(@Context HttpServletRequest request, InputStream body)
            throws IOException, InterruptedException {
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        return register(request, fields, id(fields));
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        Window window = query.window(LIMIT_DEFAULT);
        Page<Agent> page =
                engine.agents()
                        .list(
                                organisations.organisation(request),
                                new AgentQuery(
                                        query.search(), query.flag("include_archived"), window));
        List<JsonValue> items = page.items().stream().<JsonValue>map(this::wire).toList();
        return JsonReply.ok(WireList.page("agents", items, page.total(), window));
    }

    @GET
    @Path("{agent}")
    public Response find(@Context HttpServletRequest request, @PathParam("agent") String agent) {
        return JsonReply.ok(wire(found(request, agent)));
    }

    /** What an agent would run with that is like the body says, without making it. */
    @POST
    @Path("preview")
    public Response preview(@Context HttpServletRequest request, InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        AgentRequest edit = new AgentRequest(fields, engine.harnesses());
        return preview(request, edit.apply(AgentSettings.of("", "")));
    }

    /** What the next session of the agent would run with. */
    @GET
    @Path("{agent}/preview")
    public Response preview(@Context HttpServletRequest request, @PathParam("agent") String agent) {
        return preview(request, found(request, agent).settings());
    }

    private Response preview(HttpServletRequest request, AgentSettings settings) {
        HarnessId harness =
                settings.harness() == null
                        ? engine.harnesses().standard().id()
                        : settings.harness();
        return JsonReply.ok(
                PreviewWire.write(
                        RequestProblems.accepted(
                                engine.useCases()
                                        .resolveSettings()
                                        .resolve(
                                                organisations.organisation(request),
                                                settings,
                                                SessionSettings.of(harness, null, ""),
                                                Controls.NONE))));
    }

    /** As {@link #register}, of the agent in the path. */
    @PUT
    @Path("{agent}")
    public Response put(
            @Context HttpServletRequest request, @PathParam("agent") String agent, InputStream body)
            throws IOException, InterruptedException {
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        Optional<Agent> known = look(organisations.organisation(request), agent);
        return register(
                request,
                fields,
                known.map(Agent::id).or(() -> WireId.AGENT.read(agent).map(AgentId::new)));
    }

    @PATCH
    @Path("{agent}")
    public Response revise(
            @Context HttpServletRequest request, @PathParam("agent") String agent, InputStream body)
            throws IOException, InterruptedException {
        Fields fields = Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
        AgentRequest edit = new AgentRequest(fields, engine.harnesses());
        String status = fields.string("status").orElse("active");
        boolean archive = status.equals("archived");
        if (!archive && !status.equals("active")) {
            throw fields.wrong("status", "active or archived");
        }
        OrganisationId organisation = organisations.organisation(request);
        AgentId id = found(request, agent).id();
        McpMember.keep(fields, organisation, engine);
        Either<Refusal, Agent> revised =
                engine.useCases().reviseAgent().revise(organisation, id, edit);
        Either<Refusal, Agent> outcome =
                archive
                        ? revised.flatMap(done ->
                                engine.useCases().archiveAgent().archive(organisation, done.id()))
                        : revised;
        return JsonReply.ok(wire(RequestProblems.accepted(outcome)));
    }

    /** Archives; a second time changes nothing. */
    @DELETE
    @Path("{agent}")
    public Response archive(@Context HttpServletRequest request, @PathParam("agent") String agent) {
        RequestProblems.accepted(
                engine.useCases()
                        .archiveAgent()
                        .archive(organisations.organisation(request), found(request, agent).id()));
        return JsonReply.noContent();
    }

    private Response register(HttpServletRequest request, Fields fields, Optional<AgentId> id)
            throws InterruptedException {
        String name = fields.string("name").orElseThrow(() -> fields.missing("name"));
        if (fields.string("system_prompt").isEmpty()) {
            throw fields.missing("system_prompt");
        }
        AgentRequest edit = new AgentRequest(fields, engine.harnesses());
        OrganisationId organisation = organisations.organisation(request);
        McpMember.keep(fields, organisation, engine);
        RegisterAgent.Registered registered =
                RequestProblems.accepted(
                        engine.useCases()
                                .registerAgent()
                                .register(
                                        organisation, new AgentDraft(id.orElse(null), name, edit)));
        return JsonReply.of(registered.created() ? 201 : 200, wire(registered.agent()));
    }

    private static Optional<AgentId> id(Fields fields) {
        Optional<String> text = fields.string("id");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        UUID id =
                WireId.AGENT
                        .read(text.get())
                        .orElseThrow(
                                () -> fields.wrong("id", "agent_ and 32 hex digits, or a UUID"));
        return Optional.of(new AgentId(id));
    }

    private Agent found(HttpServletRequest request, String agent) {
        return look(organisations.organisation(request), agent)
                .orElseThrow(() -> RequestProblems.noSuch("agent", agent));
    }

    private Optional<Agent> look(OrganisationId organisation, String agent) {
        if (WireId.AGENT.read(agent).isEmpty() && !Slug.isSlug(agent)) {
            throw RequestProblems.invalid(
                    "agent", "must be an id (agent_ and 32 hex digits, or a UUID) or a name.");
        }
        return agents.find(organisation, agent);
    }

    private JsonObject wire(Agent agent) {
        return AgentWire.write(agent, engine.harnesses());
    }
}
