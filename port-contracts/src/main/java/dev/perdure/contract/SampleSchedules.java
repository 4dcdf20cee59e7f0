package dev.perdure.contract;

import dev.perdure.schedule.MissedPolicy;
import dev.perdure.schedule.Recurrence;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.ScheduleTerms;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Schedules, plain and awkward. */
public final class SampleSchedules {

    public static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123Z");

    private SampleSchedules() {}

    /** One that is due next at {@link #TIME}. */
    public static Schedule daily(SessionKey session) {
        return daily(session, TIME);
    }

    public static Schedule daily(SessionKey session, Instant next) {
        return Schedule.begun(
                new ScheduleId(UUID.randomUUID()),
                session,
                new ScheduleTerms(
                        new Recurrence.Cron("0 10 * * *", ZoneId.of("UTC")),
                        "Good morning.",
                        MissedPolicy.ONE,
                        null,
                        null),
                next,
                TIME.minus(Duration.ofDays(1)));
    }

    /** One with something in every member, and awkward texts. */
    public static Schedule awkward(SessionKey session) {
        return Schedule.begun(
                        new ScheduleId(UUID.randomUUID()),
                        session,
                        new ScheduleTerms(
                                new Recurrence.Once(TIME),
                                "\"quoted\" \\ \n \0 \uD83D\uDE00 ü",
                                MissedPolicy.ALL,
                                Instant.parse("9999-12-31T23:59:59.999999999Z"),
                                Integer.MAX_VALUE),
                        TIME,
                        TIME.plusNanos(456))
                .paused(TIME.plusNanos(789_000));
    }

    /** One that waits for another session, to send a message. */
    public static Schedule ofTask(SessionKey session) {
        return ofTask(session, null);
    }

    /** One whose session has a call that waits for another session. */
    public static Schedule ofWaitingCall(SessionKey session) {
        return ofTask(
                session,
                new Recurrence.Waiter(
                        new TurnId(new UUID(5, 6)), new ToolCallId(SampleValues.AWKWARD_TEXT)));
    }

    private static Schedule ofTask(SessionKey session, Recurrence.@Nullable Waiter waiter) {
        return Schedule.begun(
                new ScheduleId(UUID.randomUUID()),
                session,
                new ScheduleTerms(
                        new Recurrence.Answer(new SessionId(new UUID(3, 4)), waiter),
                        "A task.",
                        MissedPolicy.ONE,
                        null,
                        null),
                TIME,
                TIME);
    }

    public static Slot slot(Schedule schedule, Instant at) {
        return new Slot(schedule.id(), at, Slot.Outcome.DUE, TIME.plusNanos(1));
    }
}
