package dev.perdure.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiringTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void a_slot_that_is_due_is_sent_and_the_next_one_follows() {
        for (MissedPolicy policy : MissedPolicy.values()) {
            assertThat(Firing.of(schedule(policy), FiringTest::hourly, START, false))
                    .isEqualTo(new Firing(START, List.of(), 0, START.plus(HOUR)));
        }
    }

    @Test
    void of_several_missed_slots_the_latest_is_made_up_for() {
        Firing firing = Firing.of(schedule(MissedPolicy.ONE), FiringTest::hourly, at(2, 59), false);

        assertThat(firing).isEqualTo(new Firing(at(2), List.of(START, at(1)), 2, at(3)));
    }

    @Test
    void who_skips_what_was_missed_is_at_most_a_little_late() {
        Schedule schedule = schedule(MissedPolicy.SKIP);

        assertThat(Firing.of(schedule, FiringTest::hourly, at(1).plus(Firing.LATE_MAX), false))
                .isEqualTo(new Firing(at(1), List.of(START), 1, at(2)));
        assertThat(
                        Firing.of(
                                schedule,
                                FiringTest::hourly,
                                at(1).plus(Firing.LATE_MAX).plusMillis(1),
                                false))
                .isEqualTo(new Firing(null, List.of(START, at(1)), 2, at(2)));
    }

    @Test
    void all_missed_slots_are_made_up_for_one_after_the_other() {
        Schedule schedule = schedule(MissedPolicy.ALL);

        Firing first = Firing.of(schedule, FiringTest::hourly, at(2), false);
        assertThat(first).isEqualTo(new Firing(START, List.of(), 0, at(1)));
        Schedule after = schedule.decided(first, at(2)).sent(START, at(2));
        assertThat(after.dueAt()).isEqualTo(at(1));
        assertThat(Firing.of(after, FiringTest::hourly, at(2), false).send()).isEqualTo(at(1));
    }

    @Test
    void no_more_slots_are_made_up_for_than_the_bound_allows() {
        Schedule schedule = schedule(MissedPolicy.ALL);

        assertThat(
                        Firing.of(schedule, FiringTest::hourly, at(Firing.CATCH_UP_MAX - 1), false)
                                .send())
                .isEqualTo(START);
        Firing firing = Firing.of(schedule, FiringTest::hourly, at(Firing.CATCH_UP_MAX), false);
        assertThat(firing).isEqualTo(new Firing(at(1), List.of(START), 1, at(2)));
    }

    @Test
    void very_many_missed_slots_are_passed_over_a_thousand_at_a_time() {
        Schedule schedule = schedule(MissedPolicy.ONE);
        Instant now = at(2 * Firing.LOOK_MAX);

        Firing firing = Firing.of(schedule, FiringTest::hourly, now, false);

        assertThat(firing.send()).isNull();
        assertThat(firing.passed()).isEqualTo(Firing.LOOK_MAX);
        assertThat(firing.missed())
                .containsExactlyElementsOf(
                        IntStream.range(Firing.LOOK_MAX - Firing.CATCH_UP_MAX, Firing.LOOK_MAX)
                                .mapToObj(FiringTest::at)
                                .toList());
        assertThat(firing.next()).isEqualTo(at(Firing.LOOK_MAX));
    }

    @Test
    void nothing_is_sent_while_an_earlier_message_waits() {
        for (MissedPolicy policy : List.of(MissedPolicy.ONE, MissedPolicy.SKIP)) {
            assertThat(Firing.of(schedule(policy), FiringTest::hourly, at(1), true))
                    .isEqualTo(new Firing(null, List.of(START, at(1)), 2, at(2)));
        }
    }

    @Test
    void who_makes_up_for_all_keeps_the_latest_while_an_earlier_message_waits() {
        Schedule schedule = schedule(MissedPolicy.ALL);

        Firing few = Firing.of(schedule, FiringTest::hourly, at(1), true);
        assertThat(few).isEqualTo(new Firing(null, List.of(), 0, START));
        assertThat(few.isHeldUp(at(1))).isTrue();

        Instant late = at(Firing.CATCH_UP_MAX);
        Firing many = Firing.of(schedule, FiringTest::hourly, late, true);
        assertThat(many).isEqualTo(new Firing(null, List.of(START), 1, at(1)));
        assertThat(many.isHeldUp(late)).isFalse();
        Schedule after = schedule.decided(many, late);
        assertThat(Firing.of(after, FiringTest::hourly, late, true).isHeldUp(late)).isTrue();
        assertThat(Firing.of(after, FiringTest::hourly, late, false).send()).isEqualTo(at(1));
    }

    @Test
    void a_schedule_that_is_paused_and_resumed_in_the_middle_has_no_message_more() {
        Schedule schedule = schedule(MissedPolicy.ONE, null, 1);
        Schedule second = schedule(MissedPolicy.ONE, null, 2);

        Schedule firing = firing(schedule).paused(START).resumed(at(1), START);
        assertThat(firing.status()).isEqualTo(ScheduleStatus.ENDED);
        assertThat(firing.dueAt()).isEqualTo(START);
        Schedule over = firing.sent(START, START);
        assertThat(over.status()).isEqualTo(ScheduleStatus.ENDED);
        assertThat(over.dueAt()).isNull();

        assertThat(firing(second).paused(START).resumed(at(1), START).status())
                .isEqualTo(ScheduleStatus.ACTIVE);
        Schedule rests = firing(schedule).paused(START).sent(START, START);
        assertThat(rests.status()).isEqualTo(ScheduleStatus.ENDED);
        assertThat(firing(schedule).cancelled(START).sent(START, START).status())
                .isEqualTo(ScheduleStatus.CANCELLED);
    }

    private static Schedule firing(Schedule schedule) {
        return schedule.decided(Firing.of(schedule, FiringTest::hourly, START, false), START);
    }

    @Test
    void a_schedule_ends_with_its_last_time() {
        Schedule schedule = schedule(MissedPolicy.ONE, at(1), null);

        Firing firing = Firing.of(schedule, FiringTest::hourly, START, false);
        assertThat(firing.next()).isEqualTo(at(1));
        Schedule sent = schedule.decided(firing, START).sent(START, START);
        assertThat(sent.status()).isEqualTo(ScheduleStatus.ACTIVE);

        Firing last = Firing.of(sent, FiringTest::hourly, at(1), false);
        assertThat(last).isEqualTo(new Firing(at(1), List.of(), 0, null));
        Schedule being = sent.decided(last, at(1));
        assertThat(being.status()).isEqualTo(ScheduleStatus.ACTIVE);
        assertThat(being.dueAt()).isEqualTo(at(1));
        Schedule over = being.sent(at(1), at(1));
        assertThat(over.status()).isEqualTo(ScheduleStatus.ENDED);
        assertThat(over.dueAt()).isNull();
    }

    @Test
    void a_schedule_whose_last_slot_is_missed_is_over() {
        Schedule schedule = schedule(MissedPolicy.SKIP, START, null);

        Schedule over =
                schedule.decided(Firing.of(schedule, FiringTest::hourly, at(5), false), at(5));

        assertThat(over.status()).isEqualTo(ScheduleStatus.ENDED);
        assertThat(over.missed()).isEqualTo(1);
    }

    @Test
    void a_schedule_ends_with_its_last_message() {
        Schedule once = schedule(MissedPolicy.ALL, null, 2);

        Schedule first = once.decided(Firing.of(once, FiringTest::hourly, at(3), false), at(3));
        assertThat(first.next()).isEqualTo(at(1));
        Schedule second = first.sent(START, at(3));
        Firing last = Firing.of(second, FiringTest::hourly, at(3), false);
        assertThat(last.send()).isEqualTo(at(1));
        assertThat(last.next()).isNull();
        assertThat(second.decided(last, at(3)).sent(at(1), at(3)).status())
                .isEqualTo(ScheduleStatus.ENDED);
    }

    @Test
    void what_is_being_sent_is_sent_when_the_schedule_is_paused_or_cancelled_meanwhile() {
        Schedule schedule = schedule(MissedPolicy.ONE);
        Schedule firing =
                schedule.decided(Firing.of(schedule, FiringTest::hourly, START, false), START);

        for (Schedule changed : List.of(firing.paused(START), firing.cancelled(START))) {
            assertThat(changed.dueAt()).isEqualTo(START);
            Schedule sent = changed.sent(START, START);
            assertThat(sent.dueAt()).isNull();
            assertThat(sent.status()).isEqualTo(changed.status());
            assertThat(sent.runs()).isEqualTo(1);
        }
    }

    private static Optional<Instant> hourly(Instant time) {
        long hours = Math.floorDiv(Duration.between(START, time).toSeconds(), 3600L) + 1;
        return Optional.of(START.plus(HOUR.multipliedBy(hours)));
    }

    private static Instant at(int hours) {
        return START.plus(HOUR.multipliedBy(hours));
    }

    private static Instant at(int hours, int minutes) {
        return at(hours).plus(Duration.ofMinutes(minutes));
    }

    private static Schedule schedule(MissedPolicy policy) {
        return schedule(policy, null, null);
    }

    private static Schedule schedule(
            MissedPolicy policy, @Nullable Instant until, @Nullable Integer runsMax) {
        return Schedule.begun(
                new ScheduleId(new UUID(1, 1)),
                new SessionKey(OrganisationId.DEFAULT, new SessionId(new UUID(2, 2))),
                new ScheduleTerms(new Recurrence.Once(START), "Go.", policy, until, runsMax),
                START,
                START);
    }
}
