package dev.perdure.engine.store;

import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;

/**
 * The providers that organisations keep, with the models they list and their sealed keys. Each call
 * is atomic; a provider of another organisation does not exist. Throws {@link StoreUnavailable}
 * when the store cannot be reached.
 */
public interface ProviderStore {

    Optional<Provider> find(OrganisationId organisation, ProviderId id);

    /** All of them, oldest first. */
    List<Provider> list(OrganisationId organisation);

    /** Adds a provider. */
    ProviderWrite insert(Provider provider);

    /** Replaces the provider when its stored version is still {@code seen}. Its slug stays. */
    ProviderWrite replace(Provider provider, int seen);

    /**
     * Deletes the provider, its models and its key.
     *
     * @return false when there was no such provider
     */
    boolean remove(OrganisationId organisation, ProviderId id);

    /** What became of a write. */
    enum ProviderWrite {
        STORED,
        /** A provider of the organisation has the slug already. */
        SLUG_TAKEN,
        /** The id is in use, by whichever organisation. */
        ID_TAKEN,
        /** The stored version is another one, or there is no such provider. */
        VERSION_CONFLICT
    }
}
