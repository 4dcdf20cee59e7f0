package dev.perdure.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.rig.Doomed;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.message.Message;
import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.schedule.ScheduleTerms;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionKey;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FireScheduleTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant ONE_O_CLOCK = Place.NOON.plus(HOUR);

    @Test
    void a_message_says_which_schedule_sent_it_for_which_slot() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule schedule = place.hourly(session, MissedPolicy.ONE);

            assertThat(place.timer().round()).isEqualTo(ONE_O_CLOCK);
            assertThat(place.messages(session)).isEmpty();
            place.clock.advance(HOUR);
            place.timer().round();

            Message message = place.messages(session).getFirst();
            String id = schedule.id().value().toString();
            assertThat(message.text()).isEqualTo("Look.");
            assertThat(message.actor().toJson())
                    .isEqualTo("{\"actor_id\":\"schedule:" + id + "\",\"source\":\"schedule\"}");
            assertThat(message.metadata().toJson())
                    .isEqualTo(
                            "{\"schedule_id\":\"" + id + "\",\"slot\":\"2026-03-01T13:00:00Z\"}");
            assertThat(place.slots(schedule))
                    .containsExactly(
                            new Slot(schedule.id(), ONE_O_CLOCK, Slot.Outcome.SENT, ONE_O_CLOCK));
            assertThat(place.current(schedule).next()).isEqualTo(ONE_O_CLOCK.plus(HOUR));
        }
    }

    @Test
    void a_slot_has_one_message_whoever_dies_wherever() {
        int crossing = 1;
        while (diesAt(crossing, true) && diesAt(crossing, false)) {
            crossing++;
        }
        assertThat(crossing).as("after take, decide, send and mark").isEqualTo(5);
    }

    /** Whether there was such a crossing to die at. */
    private static boolean diesAt(int crossing, boolean before) {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule schedule = place.hourly(session, MissedPolicy.ONE);
            place.clock.advance(HOUR);
            Doomed doomed = new Doomed(crossing, before);

            ScheduleTimer timer =
                    place.timer(
                            doomed.port(ScheduleStore.class, place.storage.schedules()),
                            doomed.port(EventLog.class, place.storage.log()));
            doomed.live(timer::round);
            place.clock.advance(ScheduleTimer.HOLD);
            place.timer().round();

            assertThat(place.messages(session)).as("%s, %s", crossing, before).hasSize(1);
            assertThat(place.slots(schedule))
                    .extracting(Slot::at, Slot::outcome)
                    .containsExactly(tuple(ONE_O_CLOCK, Slot.Outcome.SENT));
            assertThat(place.current(schedule).runs()).isEqualTo(1);
            assertThat(place.current(schedule).firing()).isNull();
            return doomed.isDead();
        }
    }

    @Test
    void a_slot_that_many_nodes_fire_at_once_has_one_message() throws Exception {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule schedule = place.hourly(session, MissedPolicy.ONE);
            place.clock.advance(HOUR);
            List<Thread> nodes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                FireSchedule fire = place.fire();
                nodes.add(Thread.ofVirtual().start(() -> fire.fire(schedule)));
            }
            for (Thread node : nodes) {
                node.join();
            }

            assertThat(place.messages(session)).hasSize(1);
            assertThat(place.slots(schedule))
                    .extracting(Slot::outcome)
                    .containsExactly(Slot.Outcome.SENT);
            assertThat(place.current(schedule).runs()).isEqualTo(1);
        }
    }

    @Test
    void nothing_more_is_sent_while_an_earlier_message_waits_for_its_turn() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule schedule = place.hourly(session, MissedPolicy.ONE);
            place.clock.advance(HOUR);
            place.timer().round();
            place.clock.advance(HOUR);
            place.timer().round();

            assertThat(place.messages(session)).hasSize(1);
            assertThat(place.slots(schedule))
                    .extracting(Slot::outcome)
                    .containsExactly(Slot.Outcome.WAITED, Slot.Outcome.SENT);
            assertThat(place.current(schedule).missed()).isEqualTo(1);
        }
    }

    @Test
    void after_a_downtime_each_policy_makes_up_for_what_it_says() {
        assertThat(outcomesAfterThreeHours(MissedPolicy.ONE))
                .containsExactly(Slot.Outcome.SENT, Slot.Outcome.MISSED, Slot.Outcome.MISSED);
        assertThat(outcomesAfterThreeHours(MissedPolicy.SKIP))
                .containsExactly(Slot.Outcome.MISSED, Slot.Outcome.MISSED, Slot.Outcome.MISSED);
    }

    @Test
    void who_makes_up_for_all_sends_one_after_the_other_as_their_turns_begin() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule schedule = place.hourly(session, MissedPolicy.ALL);
            place.clock.advance(HOUR.multipliedBy(3));
            for (int slot = 1; slot <= 3; slot++) {
                place.timer().round();
                place.clock.advance(ScheduleTimer.HOLD);
                place.timer().round();
                assertThat(place.messages(session)).hasSize(slot);
                place.cancel(session);
                place.clock.advance(ScheduleTimer.HOLD);
            }
            place.timer().round();

            assertThat(place.messages(session)).hasSize(3);
            assertThat(place.slots(schedule))
                    .extracting(Slot::at, Slot::outcome)
                    .containsExactly(
                            tuple(ONE_O_CLOCK.plus(HOUR.multipliedBy(2)), Slot.Outcome.SENT),
                            tuple(ONE_O_CLOCK.plus(HOUR), Slot.Outcome.SENT),
                            tuple(ONE_O_CLOCK, Slot.Outcome.SENT));
            assertThat(place.current(schedule).missed()).isZero();
        }
    }

    @Test
    void one_that_meets_an_outage_keeps_no_other_one_waiting() {
        try (Place place = new Place()) {
            SessionKey broken = place.open();
            SessionKey sound = place.open();
            place.hourly(broken, MissedPolicy.ONE);
            place.hourly(sound, MissedPolicy.ONE);
            place.clock.advance(HOUR);
            EventLog log = place.storage.log();
            EventLog failing =
                    (EventLog)
                            Proxy.newProxyInstance(
                                    EventLog.class.getClassLoader(),
                                    new Class<?>[] {EventLog.class},
                                    (proxy, method, arguments) -> {
                                        if (arguments != null && broken.equals(arguments[0])) {
                                            throw new LogUnavailable("not now", new IOException());
                                        }
                                        try {
                                            return method.invoke(log, arguments);
                                        } catch (InvocationTargetException failed) {
                                            throw failed.getCause();
                                        }
                                    });

            ScheduleTimer timer = place.timer(place.storage.schedules(), failing);

            assertThatThrownBy(timer::round).isInstanceOf(LogUnavailable.class);
            assertThat(place.messages(sound)).hasSize(1);
        }
    }

    @Test
    void one_that_cannot_be_fired_is_tried_ever_more_rarely() {
        try (Place place = new Place()) {
            ScheduleTerms unreadable =
                    new ScheduleTerms(
                            new Recurrence.Cron("of a later version", ZoneOffset.UTC),
                            "Look.",
                            MissedPolicy.ONE,
                            null,
                            null);
            ScheduleStore store = place.storage.schedules();
            store.insert(
                    Schedule.begun(
                            new ScheduleId(new UUID(1, 1)),
                            place.open(),
                            unreadable,
                            ONE_O_CLOCK,
                            Place.NOON),
                    1);
            place.clock.advance(HOUR.multipliedBy(2));
            place.timer().round();

            Duration tenth = HOUR.dividedBy(10);
            Instant again = place.clock.instant().plus(tenth);
            assertThat(store.takeDue(again.minusMillis(1), ScheduleTimer.HOLD, 1).schedules())
                    .isEmpty();
            assertThat(store.takeDue(again, ScheduleTimer.HOLD, 1).schedules()).hasSize(1);

            place.clock.advance(HOUR.multipliedBy(1_000));
            place.timer().round();
            Instant last = place.clock.instant().plus(FireSchedule.REST_MAX);
            assertThat(store.takeDue(last.minusMillis(1), ScheduleTimer.HOLD, 1).schedules())
                    .isEmpty();
            assertThat(store.takeDue(last, ScheduleTimer.HOLD, 1).schedules()).hasSize(1);
        }
    }

    private static List<Slot.Outcome> outcomesAfterThreeHours(MissedPolicy policy) {
        try (Place place = new Place()) {
            Schedule schedule = place.hourly(place.open(), policy);
            place.clock.advance(HOUR.multipliedBy(3).plusMinutes(30));
            place.timer().round();
            assertThat(place.current(schedule).next())
                    .isEqualTo(ONE_O_CLOCK.plus(HOUR.multipliedBy(3)));
            return place.slots(schedule).stream().map(Slot::outcome).toList();
        }
    }

    @Test
    void a_single_time_ends_its_schedule() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule schedule =
                    place.cases
                            .keep()
                            .create(
                                    session,
                                    new ScheduleDraft(
                                            null,
                                            ONE_O_CLOCK,
                                            null,
                                            "Once.",
                                            MissedPolicy.ONE,
                                            null,
                                            null))
                            .get();
            place.clock.advance(HOUR.multipliedBy(5));
            place.timer().round();
            place.timer().round();

            assertThat(place.messages(session)).hasSize(1);
            assertThat(place.current(schedule).status()).isEqualTo(ScheduleStatus.ENDED);
        }
    }

    @Test
    void a_removed_session_is_sent_nothing_and_disturbs_no_other() {
        try (Place place = new Place()) {
            SessionKey gone = place.open();
            SessionKey there = place.open();
            Schedule lost = place.hourly(gone, MissedPolicy.ONE);
            place.hourly(there, MissedPolicy.ONE);
            place.clock.advance(HOUR);
            place.storage.sessions().remove(gone);

            place.fire().fire(lost);
            place.timer().round();

            assertThat(place.messages(gone)).isEmpty();
            assertThat(place.messages(there)).hasSize(1);
        }
    }

    @Test
    void what_is_paused_is_not_sent_and_goes_on_with_the_next_slot() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule schedule = place.hourly(session, MissedPolicy.ALL);
            place.cases.keep().pause(session, schedule.id());
            place.clock.advance(HOUR.multipliedBy(2));
            place.timer().round();
            assertThat(place.messages(session)).isEmpty();

            assertThat(place.cases.keep().resume(session, schedule.id()).get().next())
                    .isEqualTo(ONE_O_CLOCK.plus(HOUR.multipliedBy(2)));
            place.clock.advance(HOUR);
            place.timer().round();
            assertThat(place.messages(session)).hasSize(1);
        }
    }
}
