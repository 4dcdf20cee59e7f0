package dev.perdure.rest.http;

import dev.perdure.tenant.OrganisationId;
import jakarta.servlet.http.HttpServletRequest;

/** On whose behalf a request is made; shared by resources and streams. */
@FunctionalInterface
public interface OrganisationResolver {

    OrganisationId organisation(HttpServletRequest request);

    /** Everyone is the one organisation of this installation, whatever their headers say. */
    static OrganisationResolver single() {
        return request -> OrganisationId.DEFAULT;
    }
}
