package dev.perdure.egress;

import java.time.Duration;

/**
 * The bounds that hold for every call.
 *
 * @param connect from the first packet to a connection that is ready, TLS included
 * @param drain how long the rest of an answer nobody needs may take, so that its connection can
 *     serve again
 */
public record EgressConfig(Duration connect, Duration drain) {

    public static final EgressConfig DEFAULT =
            new EgressConfig(Duration.ofSeconds(10), Duration.ofSeconds(1));
}
