package dev.perdure.persistence;

import java.time.Duration;

/**
 * How a storage on PostgreSQL behaves.
 *
 * @param lease how long a node lives that does not renew
 * @param heartbeat how often a node renews
 * @param linger pause between two commits of output pieces alone; nothing else waits for it
 * @param unresolvedMax how long an append is tried while the database does not answer
 * @param deltaRetention how old pieces of output become at least, and older while their turn is
 *     open
 */
public record PostgresStorageConfig(
        Duration lease,
        Duration heartbeat,
        Duration linger,
        Duration unresolvedMax,
        Duration deltaRetention) {

    public static final PostgresStorageConfig DEFAULT =
            new PostgresStorageConfig(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(5),
                    Duration.ofSeconds(30),
                    Duration.ofHours(24));

    public PostgresStorageConfig {
        if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
            throw new IllegalArgumentException("a lease lasts at least three heartbeats");
        }
    }

    public PostgresStorageConfig withDeltaRetention(Duration retention) {
        return new PostgresStorageConfig(lease, heartbeat, linger, unresolvedMax, retention);
    }

    public PostgresStorageConfig withUnresolvedMax(Duration max) {
        return new PostgresStorageConfig(lease, heartbeat, linger, max, deltaRetention);
    }
}
