package dev.perdure.engine.provider;

import dev.perdure.engine.store.ProviderStore;
import dev.perdure.provider.Provider;
import dev.perdure.tenant.OrganisationId;

/**
 * Brings the keys of an organisation under the newest master key, so that older ones can go. A key
 * that no master key here opens stays as it is.
 */
public final class RewrapKeys {

    private final ProviderStore store;
    private final ReviseProvider revise;

    RewrapKeys(ProviderStore store, ReviseProvider revise) {
        this.store = store;
        this.revise = revise;
    }

    /** How many keys are under another master key than before. */
    public int rewrap(OrganisationId organisation) {
        int rewrapped = 0;
        for (Provider provider : store.list(organisation)) {
            int version =
                    revise.revise(organisation, provider.id(), ProviderEdit.of(same -> same))
                            .map(Provider::version)
                            .getOrElse(provider.version());
            rewrapped += version > provider.version() ? 1 : 0;
        }
        return rewrapped;
    }
}
