package dev.perdure.telemetry.otlp;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressRequest;
import java.util.Map;

/**
 * Where spans go. The constructor throws {@link IllegalArgumentException}, with a sentence that
 * repeats no value, for headers that cannot be sent and a share that is none.
 *
 * @param traces the collector's address for traces, path included
 * @param headers sent with every request; may hold keys
 * @param resource who tells: {@code service.name} and what else describes the node
 * @param share of turns that are told, from 0 to 1; a turn is told as a whole or not at all
 */
public record OtlpConfig(
        Destination traces,
        Map<String, String> headers,
        Map<String, String> resource,
        double share) {

    public OtlpConfig {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
        headers.forEach(OtlpConfig::check);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1");
        }
    }

    private static void check(String name, String value) {
        if (!EgressRequest.maySend(name, value)) {
            throw new IllegalArgumentException("One of the headers cannot be sent.");
        }
    }

    /** Without the headers. */
    @Override
    public String toString() {
        return "OtlpConfig[traces=" + traces + "]";
    }
}
