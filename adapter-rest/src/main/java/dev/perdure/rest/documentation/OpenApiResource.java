package dev.perdure.rest.documentation;

import dev.perdure.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The document, at either of the places where clients look for it. */
@Path("/{place: (api-doc/)?openapi[.]json}")
public final class OpenApiResource {

    private final byte[] document;
    private final EntityTag tag;

    public OpenApiResource(JsonObject document) {
        this.document = IndentedJson.utf8(document);
        this.tag = ContentTag.of(this.document);
    }

    @GET
    public Response document(@Context Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer =
                unchanged == null
                        ? Response.ok(document, MediaType.APPLICATION_JSON_TYPE)
                        : unchanged;
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
    }
}
