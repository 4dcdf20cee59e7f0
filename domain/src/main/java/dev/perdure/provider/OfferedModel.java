package dev.perdure.provider;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that a stored provider lists.
 *
 * @param name as the provider has it
 * @param contextWindow in tokens; absent where nobody said
 * @param preferredAt when it was made the default of its organisation; absent when it is none
 */
public record OfferedModel(
        OfferedModelId id,
        String name,
        String displayName,
        List<String> abilities,
        @Nullable Integer contextWindow,
        ModelOrigin origin,
        boolean enabled,
        @Nullable Instant preferredAt,
        Instant createdAt,
        Instant updatedAt) {

    public OfferedModel {
        abilities = List.copyOf(abilities);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model has a name");
        }
    }
}
