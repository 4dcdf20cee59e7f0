package dev.perdure.rest.everruns.nested;

import dev.perdure.agent.Agent;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.AgentSessionLookup;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The capabilities of an agent as a thing of their own: which, and in what order. */
@Path("/v1/agents/{agent}/capabilities")
public final class AgentCapabilitiesResource {

    static final int BODY_BYTES_MAX = 1024 * 1024;

    private final EngineParts engine;
    private final OrganisationResolver organisations;
    private final AgentSessionLookup lookup;

    AgentCapabilitiesResource(EngineParts engine, OrganisationResolver organisations) {
        this.engine = engine;
        this.organisations = organisations;
        this.lookup = AgentSessionLookup.of(engine, organisations);
    }

    @GET
    public Response list(@Context HttpServletRequest request, @PathParam("agent") String agent) {
        return JsonReply.ok(wire(lookup.agent(request, agent)));
    }

    /** Replaces them all; the agent gets a next version when that changes anything. */
    @PUT
    public Response replace(
            @Context HttpServletRequest request, @PathParam("agent") String agent, InputStream body)
            throws IOException {
        List<CapabilityRef> refs = read(Fields.of(JsonBody.object(body, BODY_BYTES_MAX)));
        Agent found = lookup.agent(request, agent);
        return JsonReply.ok(
                wire(
                        RequestProblems.accepted(
                                engine.useCases()
                                        .reviseAgent()
                                        .revise(
                                                organisations.organisation(request),
                                                found.id(),
                                                settings -> settings.withCapabilities(refs)))));
    }

    private static JsonObject wire(Agent agent) {
        List<JsonValue> items = new ArrayList<>();
        for (CapabilityRef ref : agent.settings().capabilities()) {
            items.add(
                    JsonObject.builder()
                            .put("capability_id", ref.id().value())
                            .put("position", items.size())
                            .build());
        }
        return JsonObject.builder().put("data", new JsonArray(items)).build();
    }

    /** Ids under either name: as strings, or as objects that name them in either way. */
    private static List<CapabilityRef> read(Fields body) {
        String member = body.has("capability_ids") ? "capability_ids" : "capabilities";
        List<JsonValue> elements = body.array(member).orElseThrow(() -> body.missing(member));
        List<CapabilityRef> refs = new ArrayList<>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            String place = member + "[" + i + "]";
            if (elements.get(i) instanceof JsonString id) {
                refs.add(new CapabilityRef(new CapabilityId(id.value()), JsonObject.empty()));
            } else if (elements.get(i) instanceof JsonObject object) {
                Fields fields = Fields.of(object, body.path(place));
                String id =
                        fields.string("capability_id")
                                .or(() -> fields.string("ref"))
                                .orElseThrow(() -> fields.missing("capability_id"));
                refs.add(
                        new CapabilityRef(
                                new CapabilityId(id),
                                fields.object("config").orElse(JsonObject.empty())));
            } else {
                throw body.wrong(place, "a string or an object");
            }
        }
        return refs;
    }
}
