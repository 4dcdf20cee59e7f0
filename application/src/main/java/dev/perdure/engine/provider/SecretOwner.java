package dev.perdure.engine.provider;

import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServerId;
import java.util.UUID;

/**
 * Whose a secret is: sealed for one owner, it opens for no other.
 *
 * @param kind what the owner is, in one word that never changes
 */
public record SecretOwner(OrganisationId organisation, String kind, UUID id) {

    public static SecretOwner of(Provider provider) {
        return ofProvider(provider.organisation(), provider.id());
    }

    public static SecretOwner ofProvider(OrganisationId organisation, ProviderId provider) {
        return new SecretOwner(organisation, "provider", provider.value());
    }

    public static SecretOwner ofServer(OrganisationId organisation, ToolServerId server) {
        return new SecretOwner(organisation, "tool-server", server.value());
    }
}
