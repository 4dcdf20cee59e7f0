package dev.perdure.persistence.work;

import java.time.Duration;

/**
 * The times of a node.
 *
 * @param lease how long a node lives without renewing
 * @param heartbeat how often a node renews; one that is a little late is not yet suspect
 */
public record WorkSettings(Duration lease, Duration heartbeat) {}
