package dev.perdure.rest.http;

import dev.perdure.engine.Engine;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.model.SharedProvider;
import dev.perdure.engine.provider.ProviderCases;
import dev.perdure.engine.store.ProviderStore;
import dev.perdure.model.ModelRef;
import java.util.List;

/**
 * What the dialects ask of the engine about models.
 *
 * @param standard of everything that names none, where the organisation has no wish of its own
 */
public record ModelParts(
        ProviderCases cases,
        ProviderStore store,
        ModelCatalog catalog,
        List<SharedProvider> shared,
        ModelProfiles profiles,
        ModelRef standard) {

    static ModelParts of(Engine engine) {
        return new ModelParts(
                engine.providers(),
                engine.storage().providers(),
                engine.models(),
                engine.sharedProviders(),
                engine.profiles(),
                engine.harnesses().defaults().model());
    }
}
