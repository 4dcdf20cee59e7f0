package dev.perdure.rest.health;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.http.JsonReply;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;

/** Answers whether this node can work and wants to be sent requests. */
@Path("/health")
public final class HealthResource {

    private final LogProbe probe;
    private final Readiness readiness;
    private final String version;
    private final Supplier<JsonObject> details;

    /**
     * @param details members of the answer that other parts of the service contribute
     */
    public HealthResource(
            LogProbe probe, Readiness readiness, String version, Supplier<JsonObject> details) {
        this.probe = probe;
        this.readiness = readiness;
        this.version = version;
        this.details = details;
    }

    @GET
    public Response health() throws InterruptedException {
        boolean reachable = probe.answers();
        boolean draining = readiness.isDraining();
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("status", status(reachable, draining))
                        .put("version", version)
                        .put("runner_mode", "InProcess")
                        .put("auth_mode", "None")
                        .put("log", reachable ? "reachable" : "unreachable");
        details.get().members().forEach(member -> body.put(member.name(), member.value()));
        return JsonReply.of(reachable && !draining ? 200 : 503, body.build());
    }

    private static String status(boolean reachable, boolean draining) {
        if (draining) {
            return "draining";
        }
        return reachable ? "ok" : "unavailable";
    }
}
