package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * A secret that described tools may send, known to them by its name.
 *
 * @param hosts the only ones it is sent to
 * @param valueEnv name of the environment variable that holds it
 */
record SecretSection(
        @JsonProperty("name") String name,
        @JsonProperty("hosts") List<String> hosts,
        @JsonProperty("value_env") String valueEnv) {

    SecretSection {
        name = Objects.requireNonNullElse(name, "").strip();
        hosts = List.copyOf(Objects.requireNonNullElse(hosts, List.of()));
        valueEnv = Objects.requireNonNullElse(valueEnv, "").strip();
    }
}
