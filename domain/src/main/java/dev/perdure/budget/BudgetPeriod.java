package dev.perdure.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/** When a budget is as good as new. */
public sealed interface BudgetPeriod {

    /** When the period that holds {@code now} began. */
    Instant start(Instant since, Instant now);

    /** When the period that began at {@code start} is over. */
    Instant end(Instant start);

    /** Stretches of one length, one after the other, from the budget's beginning on. */
    record Rolling(Duration length) implements BudgetPeriod {

        public Rolling {
            if (length.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a period lasts at least a second");
            }
        }

        @Override
        public Instant start(Instant since, Instant now) {
            if (now.isBefore(end(since))) {
                return since;
            }
            return since.plus(length.multipliedBy(Duration.between(since, now).dividedBy(length)));
        }

        @Override
        public Instant end(Instant start) {
            return start.plus(length);
        }
    }

    /** Days, weeks from Monday on, or months, of UTC. */
    record Calendar(Unit unit) implements BudgetPeriod {

        @Override
        public Instant start(Instant since, Instant now) {
            Instant start = unit.first(date(now)).atStartOfDay(ZoneOffset.UTC).toInstant();
            // A clock that was set back does not bring an earlier period back.
            return start.isAfter(since) ? start : since;
        }

        @Override
        public Instant end(Instant start) {
            return unit.next(unit.first(date(start))).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        private static LocalDate date(Instant time) {
            return LocalDate.ofInstant(time, ZoneOffset.UTC);
        }
    }

    /** What a calendar is divided into. */
    enum Unit {
        DAY,
        WEEK,
        MONTH;

        private LocalDate first(LocalDate of) {
            return switch (this) {
                case DAY -> of;
                case WEEK -> of.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> of.withDayOfMonth(1);
            };
        }

        private LocalDate next(LocalDate first) {
            return switch (this) {
                case DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
            };
        }
    }
}
