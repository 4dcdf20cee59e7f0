package dev.perdure.rest.everruns.current;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.IdSpelling;
import dev.perdure.rest.everruns.wire.ModelView;
import dev.perdure.rest.everruns.wire.ProviderDesk;
import dev.perdure.rest.everruns.wire.QueryParameters;
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
import java.util.Optional;

/** The models an organisation may use, its own and those of the installation. */
@Path("/v1/models")
public final class ModelsResource {

    private final ModelParts models;
    private final OrganisationResolver organisations;

    ModelsResource(ModelParts models, OrganisationResolver organisations) {
        this.models = models;
        this.organisations = organisations;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        QueryParameters query = new QueryParameters(request);
        Optional<String> source = query.last("source");
        boolean favourites = query.flag("favorites_only");
        query.flag("include_stale");
        return JsonReply.ok(
                page(
                        desk(request).models(null).stream()
                                .filter(model ->
                                        source.isEmpty() || source.get().equals(model.source()))
                                .filter(model -> !favourites)
                                .toList()));
    }

    @GET
    @Path("{model}")
    public Response find(@Context HttpServletRequest request, @PathParam("model") String id) {
        return JsonReply.ok(desk(request).model(id).write(IdSpelling.PREFIXED));
    }

    @PATCH
    @Path("{model}")
    public Response revise(
            @Context HttpServletRequest request, @PathParam("model") String id, InputStream body)
            throws IOException {
        Fields fields = Fields.of(JsonBody.object(body, ProvidersResource.BODY_BYTES_MAX));
        return JsonReply.ok(desk(request).reviseModel(id, fields).write(IdSpelling.PREFIXED));
    }

    @DELETE
    @Path("{model}")
    public Response remove(@Context HttpServletRequest request, @PathParam("model") String id) {
        desk(request).removeModel(id);
        return JsonReply.noContent();
    }

    static JsonObject page(List<ModelView> models) {
        return JsonObject.builder().put("data", array(models)).build();
    }

    static JsonArray array(List<ModelView> models) {
        return new JsonArray(
                models.stream().<JsonValue>map(model -> model.write(IdSpelling.PREFIXED)).toList());
    }

    private ProviderDesk desk(HttpServletRequest request) {
        return new ProviderDesk(models, organisations.organisation(request));
    }
}
