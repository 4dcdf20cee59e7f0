package dev.perdure.tools.http;

import dev.perdure.egress.Destination;
import dev.perdure.tenant.OrganisationId;
import java.util.Optional;

/** Where the secrets of described tools come from, when a request is made and not before. */
@FunctionalInterface
public interface ToolSecrets {

    /** Knows none. */
    ToolSecrets NONE = (organisation, name, destination) -> Optional.empty();

    /**
     * A secret of an organisation, for a request to this destination; nothing when there is none of
     * that name, or when it is not for there.
     */
    Optional<String> value(OrganisationId organisation, String name, Destination destination);
}
