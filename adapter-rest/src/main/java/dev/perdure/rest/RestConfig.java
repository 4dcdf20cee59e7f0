package dev.perdure.rest;

import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.sse.SseConfig;

/**
 * Settings of the HTTP edge.
 *
 * @param version of the product, shown by {@code /health}
 * @param accepts whether anything but {@code /health} is served
 */
public record RestConfig(
        String version, SseConfig sse, CrossOriginConfig crossOrigin, boolean accepts) {

    public static RestConfig standard(String version) {
        return new RestConfig(version, SseConfig.DEFAULT, CrossOriginConfig.DEFAULT, true);
    }
}
