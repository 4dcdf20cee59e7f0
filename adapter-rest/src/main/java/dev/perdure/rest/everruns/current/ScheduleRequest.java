package dev.perdure.rest.everruns.current;

import dev.perdure.engine.schedule.ScheduleDraft;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.schedule.MissedPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a request says about a schedule. */
final class ScheduleRequest {

    private ScheduleRequest() {}

    static ScheduleDraft draft(Fields body) {
        OptionalInt runsMax = body.count("max_runs");
        return new ScheduleDraft(
                body.string("cron_expression").orElse(null),
                time(body, "scheduled_at"),
                body.string("timezone").orElse(null),
                body.string("message")
                        .or(() -> body.string("description"))
                        .orElseThrow(() -> body.missing("message")),
                body.string("missed").map(word -> policy(body, word)).orElse(MissedPolicy.ONE),
                time(body, "ends_at"),
                runsMax.isPresent() ? (Integer) runsMax.getAsInt() : null);
    }

    private static MissedPolicy policy(Fields body, String word) {
        return switch (word) {
            case "one" -> MissedPolicy.ONE;
            case "skip" -> MissedPolicy.SKIP;
            case "all" -> MissedPolicy.ALL;
            default -> throw body.wrong("missed", "one, skip or all");
        };
    }

    private static @Nullable Instant time(Fields body, String name) {
        try {
            return body.string(name)
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant)
                    .orElse(null);
        } catch (DateTimeException noTime) {
            throw body.wrong(name, "a time of RFC 3339, as 2026-03-01T09:00:00Z");
        }
    }
}
