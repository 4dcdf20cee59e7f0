package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * The models.
 *
 * @param standard of everything that names none; empty is the first of the first provider, or the
 *     simulated one where there is no provider
 * @param secretKeys the master keys, the newest first, as id:key,id:key; empty is none
 * @param trustedHosts hosts that providers kept through the API may have whatever they are
 * @param profiles a file with profiles of models, beside those that are shipped; empty is none
 */
record ModelsSection(
        @JsonProperty("default") String standard,
        @JsonProperty("providers") List<ProviderSection> providers,
        @JsonProperty("secret_keys") String secretKeys,
        @JsonProperty("trusted_hosts") List<String> trustedHosts,
        @JsonProperty("profiles") String profiles) {

    static final ModelsSection DEFAULT = new ModelsSection("", List.of(), "", List.of(), "");

    ModelsSection {
        standard = Objects.requireNonNullElse(standard, "");
        providers = List.copyOf(Objects.requireNonNullElse(providers, List.of()));
        secretKeys = Objects.requireNonNullElse(secretKeys, "");
        profiles = Objects.requireNonNullElse(profiles, "").strip();
        trustedHosts = List.copyOf(Objects.requireNonNullElse(trustedHosts, List.of()));
    }

    /** Without the master keys. */
    @Override
    public String toString() {
        return "ModelsSection[default=" + standard + ", providers=" + providers + "]";
    }
}
