package dev.perdure.provider;

import dev.perdure.tenant.OrganisationId;
import java.time.Instant;

/**
 * A provider of models that an organisation keeps.
 *
 * @param slug the first part of the names of its models, unique in its organisation; it never
 *     changes
 * @param version counts the changes, from 1
 */
public record Provider(
        ProviderId id,
        OrganisationId organisation,
        String slug,
        int version,
        ProviderSettings settings,
        Instant createdAt,
        Instant updatedAt) {

    public static final int VERSION_FIRST = 1;

    public Provider {
        if (version < VERSION_FIRST) {
            throw new IllegalArgumentException("versions count from 1");
        }
    }

    public Provider revised(ProviderSettings next, Instant now) {
        return new Provider(id, organisation, slug, version + 1, next, createdAt, now);
    }
}
