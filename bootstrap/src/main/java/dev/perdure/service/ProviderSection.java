package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One provider of models.
 *
 * @param baseUrl empty where the type knows its own
 * @param keyEnv name of the environment variable that holds the key; empty where the server asks
 *     for none
 */
record ProviderSection(
        @JsonProperty("name") String name,
        @JsonProperty("type") @Nullable Type type,
        @JsonProperty("base_url") String baseUrl,
        @JsonProperty("key_env") String keyEnv,
        @JsonProperty("models") List<String> models) {

    ProviderSection {
        name = Objects.requireNonNullElse(name, "");
        baseUrl = Objects.requireNonNullElse(baseUrl, "").strip();
        keyEnv = Objects.requireNonNullElse(keyEnv, "").strip();
        models = List.copyOf(Objects.requireNonNullElse(models, List.of()));
    }

    /** What a server speaks. */
    enum Type {
        /** Chat Completions, as everybody has it. */
        @JsonProperty("openai_compatible")
        OPENAI_COMPATIBLE,
        /** Chat Completions at its inventor. */
        @JsonProperty("openai")
        OPENAI
    }
}
