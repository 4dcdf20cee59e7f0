package dev.perdure.harness;

import org.jspecify.annotations.Nullable;

/**
 * A named base as its author wrote it.
 *
 * @param name a slug, unique in its installation; serves in place of the id
 * @param displayName empty when none
 * @param description empty when none
 * @param parent the harness it inherits from; absent when from none
 * @param own what it adds to its parent
 */
public record HarnessDefinition(
        HarnessId id,
        String name,
        String displayName,
        String description,
        @Nullable HarnessId parent,
        HarnessBase own) {}
