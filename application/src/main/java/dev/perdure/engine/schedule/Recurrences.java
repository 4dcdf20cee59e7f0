package dev.perdure.engine.schedule;

import dev.perdure.engine.schedule.cron.CronTimes;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Recurrence;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The times that recurrences stand for. */
final class Recurrences {

    /** After which an answer is looked for first. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    private Recurrences() {}

    static Either<Refusal, Function<Instant, Optional<Instant>>> check(Recurrence when) {
        return switch (when) {
            case Recurrence.Once once -> Either.right(time -> at(once.at(), time));
            case Recurrence.Answer ignored ->
                    Either.right(time -> Optional.of(time.plus(FIRST_LOOK)));
            case Recurrence.Cron cron ->
                    CronTimes.of(cron.expression(), cron.zone()).map(times -> times);
        };
    }

    /** Of what was checked before it was stored. */
    static Function<Instant, Optional<Instant>> times(Recurrence when) {
        return check(when).getOrElseThrow(refusal -> new IllegalStateException(refusal.sentence()));
    }

    private static Optional<Instant> at(Instant slot, Instant time) {
        return time.isBefore(slot) ? Optional.of(slot) : Optional.empty();
    }
}
