package dev.perdure.rest.http;

import java.util.Set;

/**
 * Which web pages may talk to this server from a browser. Pages served by this host under the same
 * name and port always may.
 *
 * @param origins exact values of {@code Origin}, for example {@code https://app.example.com}
 * @param loopback whether pages of this machine may, on whatever port they were served
 * @param loopbackNames whether requests must call this machine by one of its own names: a page from
 *     elsewhere could otherwise have its own name lead here, and would then be of the same origin
 */
public record CrossOriginConfig(Set<String> origins, boolean loopback, boolean loopbackNames) {

    public static final CrossOriginConfig DEFAULT = new CrossOriginConfig(Set.of(), true, false);

    public CrossOriginConfig {
        origins = Set.copyOf(origins);
    }
}
