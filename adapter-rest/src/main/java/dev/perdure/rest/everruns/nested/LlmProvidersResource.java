package dev.perdure.rest.everruns.nested;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.IdSpelling;
import dev.perdure.rest.everruns.wire.ProviderDesk;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.ModelParts;
import dev.perdure.rest.http.OrganisationResolver;
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

/** Providers of models by their earlier name, and the models each of them lists. */
@Path("/v1/llm-providers")
public final class LlmProvidersResource {

    static final int BODY_BYTES_MAX = 64 * 1024;

    private final ModelParts models;
    private final OrganisationResolver organisations;

    LlmProvidersResource(ModelParts models, OrganisationResolver organisations) {
        this.models = models;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        List<JsonValue> all =
                desk(request).providers().stream()
                        .<JsonValue>map(provider -> provider.write(IdSpelling.DASHED))
                        .toList();
        return JsonReply.ok(JsonObject.builder().put("data", new JsonArray(all)).build());
    }

    @POST
    public Response add(@Context HttpServletRequest request, InputStream body) throws IOException {
        return JsonReply.of(201, desk(request).add(fields(body)).write(IdSpelling.DASHED));
    }

    @GET
    @Path("{provider}")
    public Response find(@Context HttpServletRequest request, @PathParam("provider") String id) {
        return JsonReply.ok(desk(request).provider(id).write(IdSpelling.DASHED));
    }

    @PATCH
    @Path("{provider}")
    public Response revise(
            @Context HttpServletRequest request, @PathParam("provider") String id, InputStream body)
            throws IOException {
        return JsonReply.ok(desk(request).revise(id, fields(body)).write(IdSpelling.DASHED));
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
        return JsonReply.ok(LlmModelsResource.array(desk(request).models(id)));
    }

    @POST
    @Path("{provider}/models")
    public Response addModel(
            @Context HttpServletRequest request, @PathParam("provider") String id, InputStream body)
            throws IOException {
        return JsonReply.of(201, desk(request).addModel(id, fields(body)).write(IdSpelling.DASHED));
    }

    private ProviderDesk desk(HttpServletRequest request) {
        return new ProviderDesk(models, organisations.organisation(request));
    }

    private static Fields fields(InputStream body) throws IOException {
        return Fields.of(JsonBody.object(body, BODY_BYTES_MAX));
    }
}
