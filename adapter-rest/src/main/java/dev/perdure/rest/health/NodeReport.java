package dev.perdure.rest.health;

import dev.perdure.json.JsonObject;
import java.util.function.Supplier;

/**
 * What a node tells those who operate it.
 *
 * @param readiness whether it wants to be sent requests
 * @param details members of {@code /health} that other parts of the service contribute
 * @param metrics what {@code /metrics} answers, in Prometheus' text form
 */
public record NodeReport(
        Readiness readiness, Supplier<JsonObject> details, Supplier<String> metrics) {}
