package dev.perdure.engine.provider;

import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.tenant.OrganisationId;

/** Whose a secret is: sealed for one provider, it opens for no other. */
public record SecretOwner(OrganisationId organisation, ProviderId provider) {

    public static SecretOwner of(Provider provider) {
        return new SecretOwner(provider.organisation(), provider.id());
    }
}
