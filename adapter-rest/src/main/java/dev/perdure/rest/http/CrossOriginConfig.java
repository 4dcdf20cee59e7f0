package dev.perdure.rest.http;

import java.util.Set;

/**
 * Which web pages may talk to this server from a browser. Pages served by this host under the same
 * name and port always may.
 *
 * @param origins exact values of {@code Origin}, for example {@code https://app.example.com}
 * @param loopback whether pages of this machine may, on whatever port they were served
 */
public record CrossOriginConfig(Set<String> origins, boolean loopback) {

    public static final CrossOriginConfig DEFAULT = new CrossOriginConfig(Set.of(), true);

    public CrossOriginConfig {
        origins = Set.copyOf(origins);
    }
}
