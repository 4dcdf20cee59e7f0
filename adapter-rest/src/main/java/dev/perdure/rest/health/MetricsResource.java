package dev.perdure.rest.health;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** What this node has counted, in the text form of Prometheus. */
@Path("/metrics")
public final class MetricsResource {

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final Supplier<String> text;

    /**
     * @param text in Prometheus' text form 0.0.4
     */
    public MetricsResource(Supplier<String> text) {
        this.text = text;
    }

    @GET
    public Response metrics() {
        return Response.ok(text.get()).header(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE).build();
    }
}
