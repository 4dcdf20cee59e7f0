package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.perdure.rest.sse.SseConfig;
import java.time.Duration;

/** The event streams. */
record StreamsSection(@JsonProperty("heartbeatSeconds") int heartbeatSeconds) {

    static final StreamsSection DEFAULT =
            new StreamsSection((int) SseConfig.DEFAULT.heartbeat().toSeconds());

    SseConfig sseConfig() {
        SseConfig standard = SseConfig.DEFAULT;
        return new SseConfig(
                Duration.ofSeconds(heartbeatSeconds),
                standard.cycle(),
                standard.pauseBeforeFarewell(),
                standard.pauseAfterFarewell(),
                standard.retry(),
                standard.stallMax(),
                standard.streamsMax(),
                standard.streamsPerSessionMax());
    }
}
