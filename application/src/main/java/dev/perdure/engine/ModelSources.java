package dev.perdure.engine;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelDrivers;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.model.SharedProvider;
import dev.perdure.engine.provider.KeyRing;
import java.util.List;

/**
 * Where an engine's models come from.
 *
 * @param clients the models of every organisation
 * @param shared how those are listed, by provider
 * @param drivers how the providers are reached that organisations keep
 * @param keys what their keys are sealed with
 * @param profiles what is known of models
 */
public record ModelSources(
        List<? extends ModelClient> clients,
        List<SharedProvider> shared,
        ModelDrivers drivers,
        KeyRing keys,
        ModelProfiles profiles) {

    public ModelSources {
        clients = List.copyOf(clients);
        shared = List.copyOf(shared);
    }

    /** These models and no others. */
    public static ModelSources of(List<? extends ModelClient> clients) {
        return new ModelSources(
                clients, List.of(), ModelDrivers.NONE, KeyRing.EMPTY, ModelProfiles.NONE);
    }
}
