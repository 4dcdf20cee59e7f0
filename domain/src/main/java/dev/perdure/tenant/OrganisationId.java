package dev.perdure.tenant;

import java.util.UUID;

/** Identity of an organisation, the unit of isolation: nothing of one is visible to another. */
public record OrganisationId(UUID value) {

    /** The organisation of single-tenant installations and of embedding without tenants. */
    public static final OrganisationId DEFAULT = new OrganisationId(new UUID(0, 1));
}
