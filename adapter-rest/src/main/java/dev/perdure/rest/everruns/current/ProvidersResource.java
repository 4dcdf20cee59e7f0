package dev.perdure.rest.everruns.current;

import dev.perdure.engine.UseCases;
import dev.perdure.engine.provider.SyncModels;
import dev.perdure.engine.provider.Verification;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.IdSpelling;
import dev.perdure.rest.everruns.wire.ModelView;
import dev.perdure.rest.everruns.wire.ProviderDesk;
import dev.perdure.rest.everruns.wire.ProviderView;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.ModelParts;
import dev.perdure.rest.http.OrganisationResolver;
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
import java.util.Locale;

/** Providers of models, and the models each of them lists. No answer holds a key. */
@Path("/v1/providers")
public final class ProvidersResource {

    static final int BODY_BYTES_MAX = 64 * 1024;

    private final ModelParts models;
    private final UseCases useCases;
    private final OrganisationResolver organisations;

    ProvidersResource(EngineParts engine, OrganisationResolver organisations) {
        this.models = engine.models();
        this.useCases = engine.useCases();
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        List<JsonValue> all =
                desk(request).providers().stream()
                        .<JsonValue>map(provider -> provider.write(IdSpelling.PREFIXED))
                        .toList();
        return JsonReply.ok(JsonObject.builder().put("data", new JsonArray(all)).build());
    }

    @POST
    public Response add(@Context HttpServletRequest request, InputStream body) throws IOException {
        ProviderView added = desk(request).add(fields(body));
        return JsonReply.of(201, added.write(IdSpelling.PREFIXED));
    }

    /** Brings all that is sealed for the organisation under the newest master key. */
    @POST
    @Path("rewrap-keys")
    public Response rewrapKeys(@Context HttpServletRequest request) {
        OrganisationId organisation = organisations.organisation(request);
        int rewrapped =
                desk(request).rewrapKeys()
                        + useCases.toolServers().rewrap().rewrap(organisation)
                        + useCases.secrets().rewrap().rewrap(organisation);
        return JsonReply.ok(JsonObject.builder().put("rewrapped", rewrapped).build());
    }

    @GET
    @Path("{provider}")
    public Response find(@Context HttpServletRequest request, @PathParam("provider") String id) {
        return JsonReply.ok(desk(request).provider(id).write(IdSpelling.PREFIXED));
    }

    @PATCH
    @Path("{provider}")
    public Response revise(
            @Context HttpServletRequest request, @PathParam("provider") String id, InputStream body)
            throws IOException {
        return JsonReply.ok(desk(request).revise(id, fields(body)).write(IdSpelling.PREFIXED));
    }

    @DELETE
    @Path("{provider}")
    public Response remove(@Context HttpServletRequest request, @PathParam("provider") String id) {
        desk(request).remove(id);
        return JsonReply.noContent();
    }

    @GET
    @Path("{provider}/models")
    public Response models(@Context HttpServletRequest request, @PathParam("provider") String id) {
        return JsonReply.ok(ModelsResource.page(desk(request).models(id)));
    }

    @POST
    @Path("{provider}/models")
    public Response addModel(
            @Context HttpServletRequest request, @PathParam("provider") String id, InputStream body)
            throws IOException {
        ModelView added = desk(request).addModel(id, fields(body));
        return JsonReply.of(201, added.write(IdSpelling.PREFIXED));
    }

    /** Asks the provider which models it has, and lists those. */
    @POST
    @Path("{provider}/sync-models")
    public Response sync(@Context HttpServletRequest request, @PathParam("provider") String id)
            throws InterruptedException {
        ProviderDesk desk = desk(request);
        SyncModels.Synced synced = desk.sync(id);
        List<ModelView> listed = desk.models(id);
        return JsonReply.ok(
                JsonObject.builder()
                        .put("added", synced.added())
                        .put("removed", synced.removed())
                        .put("total", listed.size())
                        .put("data", ModelsResource.array(listed))
                        .build());
    }

    /** Asks the provider whether it answers as it is kept. */
    @POST
    @Path("{provider}/verify")
    public Response verify(
            @Context HttpServletRequest request, @PathParam("provider") String id, InputStream body)
            throws IOException, InterruptedException {
        Verification found = desk(request).verify(id, fields(body));
        JsonObjectBuilder answer = JsonObject.builder().put("ok", found.isFine());
        if (found.problem() != null) {
            answer.put("problem", found.problem().name().toLowerCase(Locale.ROOT));
        }
        return JsonReply.ok(answer.put("message", found.sentence()).build());
    }

    private ProviderDesk desk(HttpServletRequest request) {
        return new ProviderDesk(models, organisations.organisation(request));
    }

    private static Fields fields(InputStream body) throws IOException {
        return Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
    }
}
