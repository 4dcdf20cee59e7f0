package dev.perdure.engine.worker;

import java.time.Duration;

/**
 * How a node works.
 *
 * @param places turns that run at the same time on this node
 * @param heartbeat between two renewals of the node's lease
 * @param sweep between two looks for what the dead left behind
 * @param poll longest time a due turn goes unnoticed when every hint is lost
 */
public record WorkerConfig(int places, Duration heartbeat, Duration sweep, Duration poll) {

    public static final WorkerConfig DEFAULT =
            new WorkerConfig(
                    1000, Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(200));

    public WorkerConfig {
        if (places < 1) {
            throw new IllegalArgumentException("a node that works has at least one place");
        }
    }
}
