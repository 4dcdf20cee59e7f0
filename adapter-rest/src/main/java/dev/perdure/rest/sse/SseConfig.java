package dev.perdure.rest.sse;

import java.time.Duration;

/**
 * Timings and bounds of streams.
 *
 * @param heartbeat silence after which a comment is sent; below every client's idle limit (30 s)
 * @param cycle life of a connection, give or take a fifth; a turn that runs is waited for, up to
 *     twice this long
 * @param pauseBeforeFarewell between the last frame and the farewell: clients exist that drop
 *     frames which arrive together with it
 * @param pauseAfterFarewell between the farewell and the end of the connection
 * @param retry what clients are told to wait before they come back
 * @param stallMax how long a client may take nothing while others wait for what its stream holds
 * @param streamsMax open at a time
 * @param streamsPerSessionMax open at a time for one session
 */
public record SseConfig(
        Duration heartbeat,
        Duration cycle,
        Duration pauseBeforeFarewell,
        Duration pauseAfterFarewell,
        Duration retry,
        Duration stallMax,
        int streamsMax,
        int streamsPerSessionMax) {

    public static final SseConfig DEFAULT =
            new SseConfig(
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(300),
                    Duration.ofMillis(250),
                    Duration.ofMillis(100),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    10_000,
                    64);

    public SseConfig {
        if (heartbeat.isNegative() || heartbeat.isZero() || cycle.isNegative() || cycle.isZero()) {
            throw new IllegalArgumentException("heartbeat and cycle are positive");
        }
        if (streamsMax < 1 || streamsPerSessionMax < 1) {
            throw new IllegalArgumentException("at least one stream is allowed");
        }
    }
}
