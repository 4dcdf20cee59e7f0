package dev.perdure.engine.provider;

import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServerId;
import java.util.UUID;

/**
 * Whose a secret is: sealed for one owner, it opens for no other.
 *
 * @param kind what the owner is, in one word that never changes
 * @param name which of the owner's secrets; empty where it has one only
 */
public record SecretOwner(OrganisationId organisation, String kind, UUID id, String name) {

    private SecretOwner(OrganisationId organisation, String kind, UUID id) {
        this(organisation, kind, id, "");
    }

    public static SecretOwner of(Provider provider) {
        return ofProvider(provider.organisation(), provider.id());
    }

    public static SecretOwner ofProvider(OrganisationId organisation, ProviderId provider) {
        return new SecretOwner(organisation, "provider", provider.value());
    }

    public static SecretOwner ofServer(OrganisationId organisation, ToolServerId server) {
        return new SecretOwner(organisation, "tool-server", server.value());
    }

    /** So that under its name no other secret of the session opens. */
    public static SecretOwner ofSession(SessionKey session, String name) {
        return new SecretOwner(session.organisation(), "session", session.id().value(), name);
    }
}
