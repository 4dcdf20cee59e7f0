package dev.perdure.rest;

import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.sse.SseConfig;

/**
 * Settings of the HTTP edge.
 *
 * @param version of the product, shown by {@code /health}
 */
public record RestConfig(String version, SseConfig sse, CrossOriginConfig crossOrigin) {

    public static RestConfig standard(String version) {
        return new RestConfig(version, SseConfig.DEFAULT, CrossOriginConfig.DEFAULT);
    }
}
