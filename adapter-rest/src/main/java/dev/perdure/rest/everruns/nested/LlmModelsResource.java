package dev.perdure.rest.everruns.nested;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.IdSpelling;
import dev.perdure.rest.everruns.wire.ModelView;
import dev.perdure.rest.everruns.wire.ProviderDesk;
import dev.perdure.rest.http.JsonBody;
import dev.perdure.rest.http.JsonReply;
import dev.perdure.rest.http.ModelParts;
import dev.perdure.rest.http.OrganisationResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Models by their earlier name. The list is an array by itself. */
@Path("/v1/llm-models")
public final class LlmModelsResource {

    private final ModelParts models;
    private final OrganisationResolver organisations;

    LlmModelsResource(ModelParts models, OrganisationResolver organisations) {
        this.models = models;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        return JsonReply.ok(array(desk(request).models(null)));
    }

    @GET
    @Path("{model}")
    public Response find(@Context HttpServletRequest request, @PathParam("model") String id) {
        return JsonReply.ok(desk(request).model(id).write(IdSpelling.DASHED));
    }

    @PATCH
    @Path("{model}")
    public Response revise(
            @Context HttpServletRequest request, @PathParam("model") String id, InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, LlmProvidersResource.BODY_BYTES_MAX));
        return JsonReply.ok(desk(request).reviseModel(id, fields).write(IdSpelling.DASHED));
    }

    @DELETE
    @Path("{model}")
    public Response remove(@Context HttpServletRequest request, @PathParam("model") String id) {
        desk(request).removeModel(id);
        return JsonReply.noContent();
    }

    static JsonArray array(List<ModelView> models) {
        return new JsonArray(
                models.stream().<JsonValue>map(model -> model.write(IdSpelling.DASHED)).toList());
    }

    private ProviderDesk desk(HttpServletRequest request) {
        return new ProviderDesk(models, organisations.organisation(request));
    }
}
