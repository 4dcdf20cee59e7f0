package dev.perdure.rest.documentation;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** The root: whoever comes here with a browser is shown the API. */
@Path("/")
public final class HomeResource {

    @GET
    public Response home() {
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, SwaggerUiResource.RELATIVE)
                .build();
    }
}
