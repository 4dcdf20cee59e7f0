package dev.perdure.engine.model;

import dev.perdure.model.ModelFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a provider answered when it was asked which models it has. */
public sealed interface ModelListing {

    record Listed(List<Found> models) implements ModelListing {
        public Listed {
            models = List.copyOf(models);
        }
    }

    record Failed(ModelFailure failure) implements ModelListing {}

    /**
     * A model that a provider names.
     *
     * @param contextWindow in tokens; absent where the provider does not say
     */
    record Found(String name, String displayName, @Nullable Integer contextWindow) {}
}
