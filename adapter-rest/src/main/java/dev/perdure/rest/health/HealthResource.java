package dev.perdure.rest.health;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.http.JsonReply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Answers whether this node can work. */
@Path("/health")
public final class HealthResource {

    private final LogProbe probe;
    private final String version;
    private final Supplier<JsonObject> details;

    /**
     * @param details members of the answer that other parts of the service contribute
     */
    public HealthResource(LogProbe probe, String version, Supplier<JsonObject> details) {
        this.probe = probe;
        this.version = version;
        this.details = details;
    }

    @GET
    public Response health() throws InterruptedException {
        boolean reachable = probe.answers();
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("status", reachable ? "ok" : "unavailable")
                        .put("version", version)
                        .put("runner_mode", "InProcess")
                        .put("auth_mode", "None")
                        .put("log", reachable ? "reachable" : "unreachable");
        details.get().members().forEach(member -> body.put(member.name(), member.value()));
        return JsonReply.of(reachable ? 200 : 503, body.build());
    }
}
