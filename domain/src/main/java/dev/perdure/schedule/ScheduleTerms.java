package dev.perdure.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule does.
 *
 * @param message what the session is sent
 * @param missed what becomes of slots that nobody was there for
 * @param until the last time at which it may be due; absent means for ever
 * @param runsMax after so many messages it ends; absent means never
 */
public record ScheduleTerms(
        Recurrence when,
        String message,
        MissedPolicy missed,
        @Nullable Instant until,
        @Nullable Integer runsMax) {}
