package dev.perdure.rest.everruns.current;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/** What agents of this installation may be given. */
@Path("/v1/capabilities")
public final class CapabilitiesResource {

    private static final int LIMIT_DEFAULT = 100;

    private final ToolCatalog tools;
    private final OrganisationResolver organisations;

    CapabilitiesResource(ToolCatalog tools, OrganisationResolver organisations) {
        this.tools = tools;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        Window window = query.window(LIMIT_DEFAULT);
        String search = query.search().toLowerCase(Locale.ROOT);
        List<Capability> found =
                tools.all(organisations.organisation(request)).stream()
                        .filter(capability -> matches(capability, search))
                        .toList();
        List<JsonValue> items =
                found.stream()
                        .skip(window.offset())
                        .limit(window.limit())
                        .<JsonValue>map(CapabilitiesResource::wire)
                        .toList();
        return JsonReply.ok(WireList.page("capabilities", items, found.size(), window));
    }

    @GET
    @Path("{capability}")
    public Response find(@Context HttpServletRequest request, @PathParam("capability") String id) {
        return tools.find(organisations.organisation(request), new CapabilityId(id))
                .map(capability -> JsonReply.ok(wire(capability)))
                .orElseThrow(() -> RequestProblems.noSuch("capability", id));
    }

    private static boolean matches(Capability capability, String search) {
        return (capability.id().value()
                        + "\n"
                        + capability.name()
                        + "\n"
                        + capability.description())
                .toLowerCase(Locale.ROOT)
                .contains(search);
    }

    private static JsonObject wire(Capability capability) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", capability.id().value())
                        .put("name", capability.name())
                        .put("description", capability.description())
                        .put("status", "available")
                        .put("risk_level", capability.risk().name().toLowerCase(Locale.ROOT))
                        .put("dependencies", texts(dependencies(capability)))
                        .put("features", texts(capability.features()))
                        .put("tool_definitions", ToolWire.ofEngine(capability.tools()));
        if (capability.id().family().value().equals("mcp")) {
            body.put("is_mcp", true);
        }
        if (!capability.category().isEmpty()) {
            body.put("category", capability.category());
        }
        if (!capability.configSchema().members().isEmpty()) {
            body.put("config_schema", capability.configSchema());
        }
        if (!capability.instructions().isEmpty()) {
            body.put("system_prompt", capability.instructions());
        }
        return body.build();
    }

    private static List<String> dependencies(Capability capability) {
        return capability.dependencies().stream().map(CapabilityId::value).toList();
    }

    private static JsonArray texts(List<String> texts) {
        return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
    }
}
