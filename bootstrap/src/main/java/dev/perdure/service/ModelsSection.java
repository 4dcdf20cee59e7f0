package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * The models.
 *
 * @param standard of everything that names none; empty is the first of the first provider, or the
 *     simulated one where there is no provider
 */
record ModelsSection(
        @JsonProperty("default") String standard,
        @JsonProperty("providers") List<ProviderSection> providers) {

    static final ModelsSection DEFAULT = new ModelsSection("", List.of());

    ModelsSection {
        standard = Objects.requireNonNullElse(standard, "");
        providers = List.copyOf(Objects.requireNonNullElse(providers, List.of()));
    }
}
