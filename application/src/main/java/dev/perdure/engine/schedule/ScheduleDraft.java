package dev.perdure.engine.schedule;

import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import io.vavr.control.Either;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as somebody wants it: with an expression of cron or a time.
 *
 * @param zone the IANA name of the zone whose clocks count; absent means UTC
 * @param until absent means for ever
 * @param runsMax absent means any number
 */
public record ScheduleDraft(
        @Nullable String cron,
        @Nullable Instant at,
        @Nullable String zone,
        String message,
        MissedPolicy missed,
        @Nullable Instant until,
        @Nullable Integer runsMax) {

    Either<Refusal, Recurrence> when() {
        if (cron != null && at == null) {
            return place().map(place -> new Recurrence.Cron(cron, place));
        }
        if (at != null && cron == null) {
            return Either.right(new Recurrence.Once(at.truncatedTo(ChronoUnit.MILLIS)));
        }
        return Either.left(
                new Refusal.Invalid(
                        "cron_expression",
                        "A schedule has either a cron_expression or one time, scheduled_at."));
    }

    private Either<Refusal, ZoneId> place() {
        try {
            return Either.right(ZoneId.of(zone == null ? "UTC" : zone));
        } catch (DateTimeException unknown) {
            return Either.left(
                    new Refusal.Invalid(
                            "timezone",
                            "This is not the name of a time zone, as Europe/Berlin is."));
        }
    }
}
