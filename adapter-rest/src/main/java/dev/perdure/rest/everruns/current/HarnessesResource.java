package dev.perdure.rest.everruns.current;

import dev.perdure.engine.session.Harnesses;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.CapabilityWire;
import dev.perdure.rest.everruns.wire.HarnessChoice;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.OrganisationResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The harnesses of this installation, as their authors wrote them. */
@Path("/v1/harnesses")
public final class HarnessesResource {

    /** They come with the program, and clients want a time. */
    private static final String BEFORE_ALL = WireTime.write(Instant.EPOCH);

    private final Harnesses harnesses;
    private final OrganisationResolver organisations;

    HarnessesResource(Harnesses harnesses, OrganisationResolver organisations) {
        this.harnesses = harnesses;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        organisations.organisation(request);
        String search = new QueryParameters(request).search().toLowerCase(Locale.ROOT);
        List<JsonValue> found =
                harnesses.all().stream()
                        .filter(harness -> matches(harness, search))
                        .<JsonValue>map(HarnessesResource::wire)
                        .toList();
        return JsonReply.ok(JsonObject.builder().put("data", new JsonArray(found)).build());
    }

    /** By id, or by name; {@code default} is what sessions run on that name none. */
    @GET
    @Path("{harness}")
    public Response find(@Context HttpServletRequest request, @PathParam("harness") String id) {
        organisations.organisation(request);
        return JsonReply.ok(wire(HarnessChoice.find(id, harnesses)));
    }

    private static boolean matches(HarnessDefinition harness, String search) {
        return (harness.name() + "\n" + harness.displayName() + "\n" + harness.description())
                .toLowerCase(Locale.ROOT)
                .contains(search);
    }

    private static JsonObject wire(HarnessDefinition harness) {
        return JsonObject.builder()
                .put("id", WireId.HARNESS.write(harness.id().value()))
                .put("name", harness.name())
                .put("display_name", harness.displayName())
                .put("description", harness.description())
                .put("system_prompt", harness.own().instructions())
                .put("capabilities", CapabilityWire.write(harness.own().capabilities()))
                .putIfPresent(
                        "parent_harness_id",
                        Optional.ofNullable(harness.parent())
                                .map(parent -> WireId.HARNESS.write(parent.value())))
                .put("status", "active")
                .put("is_built_in", true)
                .put("created_at", BEFORE_ALL)
                .put("updated_at", BEFORE_ALL)
                .build();
    }
}
