package dev.perdure.persistence.log;

import java.time.Duration;

/**
 * The times of the log.
 *
 * @param linger pause between the starts of two flushes that hold deltas alone
 * @param unresolvedMax how long an append is tried while the database does not answer
 * @param deltaRetention how old deltas become at least
 */
public record LogSettings(Duration linger, Duration unresolvedMax, Duration deltaRetention) {}
