package dev.perdure.rest.everruns.wire;

import dev.perdure.engine.model.SharedProvider;
import dev.perdure.model.ModelRef;
import dev.perdure.provider.Provider;
import dev.perdure.rest.http.ModelParts;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** All providers and models an organisation may use, as they are now. */
record Shelf(List<ProviderView> providers, List<ModelView> models) {

    /**
     * What the organisation keeps comes first, oldest first, then what the installation brought.
     */
    static Shelf of(ModelParts parts, OrganisationId organisation) {
        List<Provider> kept = parts.store().list(organisation);
        Optional<Instant> preferredAt =
                kept.stream()
                        .map(provider -> provider.settings().preferredAt())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder());
        String standard =
                parts.catalog()
                        .standard(organisation)
                        .map(ModelRef::name)
                        .orElse(parts.standard().name());
        List<ProviderView> providers = new ArrayList<>();
        List<ModelView> models = new ArrayList<>();
        for (Provider provider : kept) {
            Instant at = provider.settings().preferredAt();
            ProviderView view =
                    ProviderView.of(provider, at != null && at.equals(preferredAt.orElse(null)));
            providers.add(view);
            provider.settings()
                    .models()
                    .forEach(model ->
                            models.add(
                                    ModelView.of(
                                            view,
                                            model,
                                            standard,
                                            parts.profiles().of(model.name()))));
        }
        for (SharedProvider provider : parts.shared()) {
            boolean answers = provider.models().contains(parts.standard());
            ProviderView view = ProviderView.of(provider, preferredAt.isEmpty() && answers);
            providers.add(view);
            provider.models()
                    .forEach(model ->
                            models.add(
                                    ModelView.of(
                                            view,
                                            model,
                                            standard,
                                            parts.profiles().of(model.name()))));
        }
        return new Shelf(List.copyOf(providers), List.copyOf(models));
    }

    Optional<ProviderView> provider(UUID id) {
        return providers.stream().filter(provider -> provider.id().equals(id)).findFirst();
    }

    Optional<ModelView> model(UUID id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    List<ModelView> modelsOf(UUID provider) {
        return models.stream().filter(model -> model.provider().id().equals(provider)).toList();
    }
}
