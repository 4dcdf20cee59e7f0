package dev.perdure.session;

import dev.perdure.tenant.OrganisationId;

/**
 * A session together with the organisation that owns it: the name of one stream of the log. A key
 * whose organisation does not own the session names nothing.
 */
public record SessionKey(OrganisationId organisation, SessionId id) {}
