package dev.perdure.engine.schedule;

import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import io.vavr.control.Either;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Schedules as models write and read them. A JSON null counts as absent: models write it so. */
final class ScheduleArguments {

    private ScheduleArguments() {}

    /**
     * @param now what {@code in_seconds} is counted from
     */
    static Either<Refusal, ScheduleDraft> draft(JsonObject arguments, Instant now) {
        try {
            Optional<String> missed = text(arguments, "missed");
            return Either.right(
                    new ScheduleDraft(
                            text(arguments, "cron_expression").orElse(null),
                            once(arguments, now),
                            text(arguments, "timezone").orElse(null),
                            text(arguments, "message").orElse(""),
                            missed.map(ScheduleArguments::policy).orElse(MissedPolicy.ONE),
                            time(arguments, "ends_at"),
                            count(arguments, "max_runs")));
        } catch (Unreadable wrong) {
            return Either.left(new Refusal.Invalid(wrong.name, wrong.sentence()));
        }
    }

    static Either<Refusal, ScheduleId> id(JsonObject arguments) {
        String text = arguments.string("schedule_id").orElse("");
        try {
            return Either.right(new ScheduleId(UUID.fromString(text)));
        } catch (IllegalArgumentException none) {
            return Either.left(new Refusal.NotFound("schedule", text));
        }
    }

    static JsonObject write(Schedule schedule) {
        JsonObjectBuilder out =
                JsonObject.builder()
                        .put("schedule_id", schedule.id().value().toString())
                        .put("status", schedule.status().name().toLowerCase(Locale.ROOT));
        switch (schedule.terms().when()) {
            case Recurrence.Once once -> out.put("scheduled_at", once.at().toString());
            case Recurrence.Answer answer ->
                    out.put("task_id", answer.session().value().toString());
            case Recurrence.Cron cron ->
                    out.put("cron_expression", cron.expression())
                            .put("timezone", cron.zone().getId());
        }
        out.put("message", schedule.terms().message());
        if (schedule.next() != null) {
            out.put("next", schedule.next().toString());
        }
        return out.put("runs", schedule.runs()).build();
    }

    private static MissedPolicy policy(String word) {
        return Arrays.stream(MissedPolicy.values())
                .filter(policy -> policy.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new Unreadable("missed", "one, skip or all"));
    }

    private static @Nullable Instant time(JsonObject arguments, String name) {
        Optional<String> text = text(arguments, name);
        try {
            return text.map(OffsetDateTime::parse).map(OffsetDateTime::toInstant).orElse(null);
        } catch (DateTimeException noTime) {
            throw new Unreadable(name, "a time with its offset, as 2026-03-01T09:00:00+01:00");
        }
    }

    private static @Nullable Instant once(JsonObject arguments, Instant now) {
        Integer seconds = count(arguments, "in_seconds");
        Instant at = time(arguments, "scheduled_at");
        if (seconds == null) {
            return at;
        }
        if (at != null) {
            throw new Unreadable("in_seconds", "given together with scheduled_at");
        }
        return now.plusSeconds(seconds);
    }

    private static @Nullable Integer count(JsonObject arguments, String name) {
        if (isAbsent(arguments, name)) {
            return null;
        }
        long number = arguments.longValue(name).orElse(0);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new Unreadable(name, "a whole number, at least 1");
        }
        return (int) number;
    }

    private static Optional<String> text(JsonObject arguments, String name) {
        if (isAbsent(arguments, name)) {
            return Optional.empty();
        }
        if (arguments.get(name).orElseThrow() instanceof JsonString text) {
            return Optional.of(text.value());
        }
        throw new Unreadable(name, "a text");
    }

    private static boolean isAbsent(JsonObject arguments, String name) {
        return arguments.get(name).filter(value -> !(value instanceof JsonNull)).isEmpty();
    }

    /** An argument of another form than its tool says; never leaves this class. */
    private static final class Unreadable extends IllegalArgumentException {

        private final String name;

        Unreadable(String name, String expected) {
            super("The argument " + name + " is not " + expected + ".");
            this.name = name;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
