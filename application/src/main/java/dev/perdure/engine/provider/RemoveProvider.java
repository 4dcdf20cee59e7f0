package dev.perdure.engine.provider;

import dev.perdure.engine.store.ProviderStore;
import dev.perdure.provider.ProviderId;
import dev.perdure.tenant.OrganisationId;

/**
 * Deletes a provider, its models and its key. What still names its models is told there are none.
 */
public final class RemoveProvider {

    private final ProviderStore store;
    private final ProviderDirectory directory;

    RemoveProvider(ProviderStore store, ProviderDirectory directory) {
        this.store = store;
        this.directory = directory;
    }

    /** False when there was no such provider. */
    public boolean remove(OrganisationId organisation, ProviderId id) {
        boolean removed = store.remove(organisation, id);
        directory.changed(organisation);
        return removed;
    }
}
