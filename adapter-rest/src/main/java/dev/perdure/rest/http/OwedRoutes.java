package dev.perdure.rest.http;

import java.util.Optional;

/** Routes that exist in a dialect and are not served yet: they answer 501 instead of 404. */
public interface OwedRoutes {

    /** The name of the owed route a request is for. */
    Optional<String> owed(String method, String path);
}
