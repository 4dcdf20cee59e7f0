package dev.perdure.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.rig.Doomed;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.message.Message;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How a session learns what its sub-agents came to. */
class TaskWatchTest {

    @Test
    void nothing_is_told_while_the_sub_agent_works_and_looks_become_rare() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            SessionKey child = place.open();
            place.say(child, "Count the birds.");
            Schedule watch = watch(place, session, child.id());

            place.clock.advance(TaskWatch.PAUSE_MIN);
            assertThat(place.timer().round()).isEqualTo(Place.NOON.plusSeconds(2));
            place.clock.advance(Duration.ofMinutes(5).minusSeconds(1));
            place.timer().round();
            assertThat(place.current(watch).next())
                    .isEqualTo(place.clock.instant().plus(Duration.ofSeconds(30)));
            place.clock.advance(Duration.ofHours(5));
            place.timer().round();
            assertThat(place.current(watch).next())
                    .isEqualTo(place.clock.instant().plus(TaskWatch.PAUSE_MAX));
            assertThat(place.messages(session)).isEmpty();
            assertThat(place.current(watch).status()).isEqualTo(ScheduleStatus.ACTIVE);
        }
    }

    @Test
    void the_end_of_a_task_is_told_once_whoever_dies_wherever() {
        int crossing = 1;
        while (diesAt(crossing, true) && diesAt(crossing, false)) {
            crossing++;
        }
        assertThat(crossing).as("after take, decide, send and mark").isEqualTo(5);
    }

    private static boolean diesAt(int crossing, boolean before) {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            SessionKey child = place.open();
            place.say(child, "Count the birds.");
            Schedule watch = watch(place, session, child.id());
            place.cancel(child);
            place.clock.advance(TaskWatch.PAUSE_MIN);
            Doomed doomed = new Doomed(crossing, before);

            ScheduleTimer timer =
                    place.timer(
                            doomed.port(ScheduleStore.class, place.storage.schedules()),
                            doomed.port(EventLog.class, place.storage.log()));
            doomed.live(timer::round);
            place.clock.advance(ScheduleTimer.HOLD);
            place.timer().round();

            assertThat(place.messages(session)).as("%s, %s", crossing, before).hasSize(1);
            Message told = place.messages(session).getFirst();
            assertThat(told.text())
                    .isEqualTo(
                            "The sub-agent on \"Birds\" (task "
                                    + child.id().value()
                                    + ") was cancelled.");
            assertThat(told.actor().string("actor_id")).hasValue("subagent:" + child.id().value());
            assertThat(place.current(watch).status()).isEqualTo(ScheduleStatus.ENDED);
            return doomed.isDead();
        }
    }

    @Test
    void a_sub_agent_that_never_came_about_is_told_of_after_a_while() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            watch(place, session, new SessionId(new UUID(3, 4)));

            place.clock.advance(TaskWatch.SET_UP_MAX.minusSeconds(1));
            place.timer().round();
            assertThat(place.messages(session)).isEmpty();

            place.clock.advance(TaskWatch.PAUSE_MAX);
            place.timer().round();
            assertThat(place.messages(session).getFirst().text())
                    .endsWith("is gone and left no answer.");
        }
    }

    @Test
    void who_waits_for_it_is_handed_the_answer_once_whoever_dies_wherever() {
        int crossing = 1;
        while (handsOver(crossing, true) && handsOver(crossing, false)) {
            crossing++;
        }
        assertThat(crossing).as("after take, decide, answer and mark").isEqualTo(5);
    }

    private static boolean handsOver(int crossing, boolean before) {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            SessionKey child = place.open();
            place.say(child, "Count the birds.");
            Recurrence.Waiter waiter = place.delegates(session, child.id());
            Schedule watch = watch(place, session, new Recurrence.Answer(child.id(), waiter));
            place.cancel(child);
            place.clock.advance(TaskWatch.PAUSE_MIN);
            Doomed doomed = new Doomed(crossing, before);

            ScheduleTimer timer =
                    place.timer(
                            doomed.port(ScheduleStore.class, place.storage.schedules()),
                            doomed.port(EventLog.class, place.storage.log()));
            doomed.live(timer::round);
            place.clock.advance(ScheduleTimer.HOLD);
            place.timer().round();

            assertThat(place.results(session))
                    .as("%s, %s", crossing, before)
                    .containsExactly(ToolResult.error("The sub-agent was cancelled."));
            assertThat(place.current(watch).status()).isEqualTo(ScheduleStatus.ENDED);
            assertThat(place.stopped).isEmpty();
            return doomed.isDead();
        }
    }

    @Test
    void a_sub_agent_that_nobody_waits_for_any_more_is_stopped() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            SessionKey child = place.open();
            place.say(child, "Count the birds.");
            Recurrence.Waiter waiter = place.delegates(session, child.id());
            Schedule watch = watch(place, session, new Recurrence.Answer(child.id(), waiter));
            place.clock.advance(TaskWatch.PAUSE_MIN);
            place.timer().round();
            assertThat(place.stopped).isEmpty();

            place.cancel(session);
            place.clock.advance(TaskWatch.PAUSE_MAX);
            place.timer().round();

            assertThat(place.stopped).containsExactly(child);
            assertThat(place.current(watch).status()).isEqualTo(ScheduleStatus.ENDED);
        }
    }

    @Test
    void one_that_comes_about_after_its_turn_was_cancelled_is_stopped_all_the_same() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            SessionKey child = place.open();
            Recurrence.Waiter waiter = place.delegates(session, child.id());
            Schedule watch = watch(place, session, new Recurrence.Answer(child.id(), waiter));
            place.cancel(session);
            place.clock.advance(TaskWatch.PAUSE_MIN);
            place.timer().round();
            assertThat(place.current(watch).status()).isEqualTo(ScheduleStatus.ACTIVE);

            place.say(child, "Count the birds.");
            place.clock.advance(TaskWatch.PAUSE_MAX);
            place.timer().round();

            assertThat(place.stopped).containsExactly(child);
            assertThat(place.current(watch).status()).isEqualTo(ScheduleStatus.ENDED);
        }
    }

    @Test
    void the_schedule_of_a_sub_agent_is_nobodys_to_cancel() {
        try (Place place = new Place()) {
            SessionKey session = place.open();
            Schedule watch = watch(place, session, new SessionId(new UUID(3, 4)));

            assertThat(place.cases.keep().cancel(session, watch.id()).getLeft().sentence())
                    .isEqualTo("This one waits for a sub-agent; cancel that one's turn instead.");
            assertThat(place.cases.keep().pause(session, watch.id()).isLeft()).isTrue();
            assertThat(place.current(watch).status()).isEqualTo(ScheduleStatus.ACTIVE);
        }
    }

    private static Schedule watch(Place place, SessionKey session, Recurrence.Answer task) {
        return place.cases.keep().watch(session, task, "Birds").get();
    }

    private static Schedule watch(Place place, SessionKey session, SessionId child) {
        return watch(place, session, new Recurrence.Answer(child, null));
    }
}
