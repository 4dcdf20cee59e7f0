package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One provider of models.
 *
 * @param baseUrl empty where the type knows its own
 * @param keyEnv name of the environment variable that holds the key; empty where the server asks
 *     for none
 * @param type the name of what its server is
 * @param headers sent with every request
 * @param api which of the wires of its type is spoken
 * @param apiVersion of the wire
 * @param auth how the key is sent
 * @param callsAtOnce how many calls of it may be under way on this node; absent is as many as there
 *     are
 */
record ProviderSection(
        @JsonProperty("name") String name,
        @JsonProperty("type") String type,
        @JsonProperty("base_url") String baseUrl,
        @JsonProperty("key_env") String keyEnv,
        @JsonProperty("models") List<String> models,
        @JsonProperty("headers") Map<String, String> headers,
        @JsonProperty("api") @Nullable String api,
        @JsonProperty("api_version") @Nullable String apiVersion,
        @JsonProperty("auth") @Nullable String auth,
        @JsonProperty("max_concurrent_calls") @Nullable Integer callsAtOnce) {

    ProviderSection {
        name = Objects.requireNonNullElse(name, "");
        baseUrl = Objects.requireNonNullElse(baseUrl, "").strip();
        keyEnv = Objects.requireNonNullElse(keyEnv, "").strip();
        models = List.copyOf(Objects.requireNonNullElse(models, List.of()));
        type = Objects.requireNonNullElse(type, "").strip();
        headers = Map.copyOf(Objects.requireNonNullElse(headers, Map.of()));
    }

    /** What the driver is told beside address and key; which of it there is depends on the type. */
    Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        put(options, "api", api);
        put(options, "api_version", apiVersion);
        put(options, "auth", auth);
        return options;
    }

    private static void put(Map<String, String> options, String name, @Nullable String value) {
        if (value != null) {
            options.put(name, value);
        }
    }
}
