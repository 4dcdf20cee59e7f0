package dev.perdure.engine.schedule.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {

    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2035-12-31T00:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    30 9 * * *       | 2026-03-02T09:30:00Z     | 2026-03-03T09:30:00Z
                    30 9 * * *       | 2026-03-02T09:29:59.999Z | 2026-03-02T09:30:00Z
                    30 9 * * *       | 2026-03-02T09:30:00.001Z | 2026-03-03T09:30:00Z
                    * * * * *        | 2026-03-02T09:30:59Z     | 2026-03-02T09:31:00Z
                    */15 8-17 * * *  | 2026-03-02T17:45:00Z     | 2026-03-03T08:00:00Z
                    0 0 1 1 *        | 2026-03-02T00:00:00Z     | 2027-01-01T00:00:00Z
                    0 12 * * MON-FRI | 2026-03-06T12:00:00Z     | 2026-03-09T12:00:00Z
                    0 12 * * 0       | 2026-03-06T12:00:00Z     | 2026-03-08T12:00:00Z
                    0 12 * * 7       | 2026-03-06T12:00:00Z     | 2026-03-08T12:00:00Z
                    0 0 29 2 *       | 2026-03-06T12:00:00Z     | 2028-02-29T00:00:00Z
                    5,10 4 * * *     | 2026-03-06T04:05:00Z     | 2026-03-06T04:10:00Z
                    0 0 13 * 5       | 2026-03-07T00:00:00Z     | 2026-03-13T00:00:00Z
                    0 0 13 * 5       | 2026-03-13T00:00:00Z     | 2026-03-20T00:00:00Z
                    """)
    void an_expression_says_when(String expression, String after, String expected) {
        assertThat(times(expression, "UTC").apply(Instant.parse(after)))
                .contains(Instant.parse(expected));
    }

    @Test
    void what_never_is_has_no_time() {
        assertThat(times("0 0 30 2 *", "UTC").apply(FROM)).isEmpty();
        assertThat(times("0 0 31 4,6 *", "Europe/Berlin").apply(FROM)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "a b c d e",
                "@daily",
                "*/0 * * * *",
                "5-1 * * * *",
                "0 9 * * 1-5/",
                "0 9 * * /",
                "-1 * * * *",
                "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1 * * * *"
            })
    void what_is_no_expression_is_refused_with_a_sentence(String expression) {
        assertThat(CronTimes.of(expression, ZoneId.of("UTC")).getLeft().sentence())
                .startsWith("An expression has five fields");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # The hour that is left out: in the moment after it.
                    30 2 * * * | Europe/Berlin       | 2026-03-28T02:30+01:00 | 2026-03-29T03:00+02:00
                    30 2 * * * | Europe/Berlin       | 2026-03-29T03:00+02:00 | 2026-03-30T02:30+02:00
                    30 2 * * * | America/New_York    | 2026-03-07T02:30-05:00 | 2026-03-08T03:00-04:00
                    30 2 * * * | Australia/Sydney    | 2026-10-03T02:30+10:00 | 2026-10-04T03:00+11:00
                    15 2 * * * | Australia/Lord_Howe | 2026-10-03T02:15+10:30 | 2026-10-04T02:30+11:00
                    45 2 * * * | Australia/Lord_Howe | 2026-10-03T02:45+10:30 | 2026-10-04T02:45+11:00
                    0 0 * * *  | America/Santiago    | 2026-09-05T00:00-04:00 | 2026-09-06T01:00-03:00
                    # The hour that is repeated: the first time only.
                    30 2 * * * | Europe/Berlin       | 2026-10-24T02:30+02:00 | 2026-10-25T02:30+02:00
                    30 2 * * * | Europe/Berlin       | 2026-10-25T02:30+02:00 | 2026-10-26T02:30+01:00
                    30 2 * * * | Europe/Berlin       | 2026-10-25T02:10+01:00 | 2026-10-26T02:30+01:00
                    30 1 * * * | America/New_York    | 2026-11-01T01:30-04:00 | 2026-11-02T01:30-05:00
                    30 2 * * * | Australia/Sydney    | 2026-04-05T02:30+11:00 | 2026-04-06T02:30+10:00
                    45 1 * * * | Australia/Lord_Howe | 2026-04-05T01:45+11:00 | 2026-04-06T01:45+10:30
                    # How often: as the clocks go.
                    0 * * * *    | Europe/Berlin       | 2026-10-25T02:00+02:00 | 2026-10-25T02:00+01:00
                    0 * * * *    | Europe/Berlin       | 2026-03-29T01:00+01:00 | 2026-03-29T03:00+02:00
                    */15 * * * * | Australia/Lord_Howe | 2026-04-05T01:45+11:00 | 2026-04-05T01:30+10:30
                    */15 * * * * | Australia/Lord_Howe | 2026-10-04T01:45+10:30 | 2026-10-04T02:30+11:00
                    """)
    void clocks_that_are_put_forward_and_back_are_followed(
            String expression, String zone, String after, String expected) {
        assertThat(times(expression, zone).apply(ZonedDateTime.parse(after).toInstant()))
                .contains(ZonedDateTime.parse(expected).toInstant());
    }

    @Test
    void every_day_has_one_slot_through_every_change_of_every_zone() {
        for (ZoneId zone : zonesOfAllRules()) {
            for (ZoneOffsetTransition change : changes(zone)) {
                var shown = change.getDateTimeBefore().minusMinutes(change.isGap() ? -10 : 10);
                CronTimes times =
                        times(shown.getMinute() + " " + shown.getHour() + " * * *", zone.getId());
                LocalDate first = change.getDateTimeBefore().toLocalDate().minusDays(2);
                Instant slot = first.atStartOfDay(zone).toInstant().minusMillis(1);
                List<Instant> found = new ArrayList<>();
                List<Instant> expected = new ArrayList<>();
                for (int day = 0; day < 5; day++) {
                    slot = times.apply(slot).orElseThrow();
                    found.add(slot);
                    expected.add(first(zone, first.plusDays(day).atTime(shown.toLocalTime())));
                }
                assertThat(found).as("%s at %s", zone, change).isEqualTo(expected);
            }
        }
    }

    /** When clocks show it first, or go past it. */
    private static Instant first(ZoneId zone, LocalDateTime shown) {
        Instant at = shown.toInstant(zone.getRules().getOffset(shown)).minus(Duration.ofHours(3));
        while (at.atZone(zone).toLocalDateTime().isBefore(shown)) {
            at = at.plus(Duration.ofMinutes(5));
        }
        return at;
    }

    @Test
    void every_hour_that_clocks_show_has_a_slot_through_every_change_of_every_zone() {
        for (ZoneId zone : zonesOfAllRules()) {
            CronTimes times = times("0,30 * * * *", zone.getId());
            for (ZoneOffsetTransition change : changes(zone)) {
                Instant from = change.getInstant().minus(Duration.ofHours(3));
                Instant to = change.getInstant().plus(Duration.ofHours(3));
                List<Instant> found = new ArrayList<>();
                Optional<Instant> slot = times.apply(from);
                while (slot.isPresent() && !slot.get().isAfter(to)) {
                    found.add(slot.get());
                    slot = times.apply(slot.get());
                }
                assertThat(found).as("%s at %s", zone, change).isEqualTo(shown(zone, from, to));
            }
        }
    }

    /** Minute by minute, which needs no library. */
    private static List<Instant> shown(ZoneId zone, Instant from, Instant to) {
        List<Instant> shown = new ArrayList<>();
        for (Instant at = from.plusSeconds(60); !at.isAfter(to); at = at.plusSeconds(60)) {
            if (at.atZone(zone).getMinute() % 30 == 0) {
                shown.add(at);
            }
        }
        return shown;
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition next = zone.getRules().nextTransition(FROM);
        while (next != null && next.getInstant().isBefore(TO)) {
            changes.add(next);
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return changes;
    }

    private static List<ZoneId> zonesOfAllRules() {
        Set<ZoneRules> seen = new HashSet<>();
        return ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .filter(zone -> seen.add(zone.getRules()))
                .toList();
    }

    private static CronTimes times(String expression, String zone) {
        return CronTimes.of(expression, ZoneId.of(zone)).get();
    }
}
