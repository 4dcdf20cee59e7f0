package dev.perdure.engine.schedule.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.function.Function;

/**
 * The times of an expression of cron, by the clocks of a place. Immutable.
 *
 * <p>An expression whose hour begins with a star says how often: it goes by what the clocks show,
 * whichever way they are put, so an hour that is repeated counts twice and one that is left out not
 * at all. Any other one says when: an hour that is repeated counts once, the first time, and a time
 * that is left out is made up for in the moment the clocks are put forward.
 *
 * <p>The library that reads expressions is asked on a calendar without such changes, because there
 * are reports of wrong answers near them.
 */
public final class CronTimes implements Function<Instant, Optional<Instant>> {

    static final int EXPRESSION_CHARACTERS_MAX = 100;

    private static final int FIELDS = 5;

    private final ExecutionTime calendar;
    private final ZoneRules rules;
    private final boolean saysHowOften;

    private CronTimes(Cron cron, ZoneId zone) {
        this.calendar = ExecutionTime.forCron(cron);
        this.rules = zone.getRules();
        this.saysHowOften =
                cron.retrieve(CronFieldName.HOUR).getExpression().asString().startsWith("*");
    }

    /**
     * The times of {@code expression}: minute, hour, day of month, month, day of week. The library
     * that reads it throws whatever its slips come to, and not only what it means to.
     */
    @SuppressWarnings("IllegalCatch")
    public static Either<Refusal, CronTimes> of(String expression, ZoneId zone) {
        String trimmed = expression.strip();
        if (trimmed.length() > EXPRESSION_CHARACTERS_MAX
                || trimmed.split("\\s+").length != FIELDS) {
            return Either.left(invalid("It is not five fields."));
        }
        try {
            Cron cron =
                    new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                            .parse(trimmed)
                            .validate();
            return Either.right(new CronTimes(cron, zone));
        } catch (IllegalArgumentException wrong) {
            return Either.left(invalid(wrong.getMessage() + "."));
        } catch (RuntimeException slip) {
            return Either.left(invalid("It cannot be read."));
        }
    }

    @Override
    public Optional<Instant> apply(Instant time) {
        return saysHowOften ? byWhatClocksShow(time) : onceADay(time);
    }

    /** From change to change of the clocks, because in between they just go on. */
    private Optional<Instant> byWhatClocksShow(Instant time) {
        Instant from = time;
        LocalDateTime after = local(from);
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            Optional<Instant> next = nextOnCalendar(after).map(found -> found.toInstant(offset));
            ZoneOffsetTransition change = rules.nextTransition(from);
            boolean isBefore =
                    next.isEmpty() || change == null || next.get().isBefore(change.getInstant());
            if (isBefore) {
                return next;
            }
            from = change.getInstant();
            after = change.getDateTimeAfter().minusMinutes(1);
        }
    }

    private Optional<Instant> onceADay(Instant time) {
        LocalDateTime after = local(time);
        while (true) {
            Optional<LocalDateTime> next = nextOnCalendar(after);
            if (next.isEmpty() || instant(next.get()).isAfter(time)) {
                return next.map(this::instant);
            }
            after = next.get();
        }
    }

    /** Of a time that is shown twice the first, of one that is not shown the change. */
    private Instant instant(LocalDateTime shown) {
        ZoneOffsetTransition change = rules.getTransition(shown);
        if (change == null) {
            return shown.toInstant(rules.getOffset(shown));
        }
        return change.isGap() ? change.getInstant() : shown.toInstant(change.getOffsetBefore());
    }

    private LocalDateTime local(Instant time) {
        return LocalDateTime.ofInstant(time, rules.getOffset(time)).truncatedTo(ChronoUnit.MINUTES);
    }

    /** The next one later than a full minute. */
    private Optional<LocalDateTime> nextOnCalendar(LocalDateTime after) {
        return calendar.nextExecution(after.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toLocalDateTime);
    }

    private static Refusal invalid(String reason) {
        return new Refusal.Invalid(
                "cron_expression",
                "An expression has five fields: minute, hour, day of month, month, day of week. "
                        + reason);
    }
}
