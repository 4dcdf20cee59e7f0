package dev.perdure.schedule;

import dev.perdure.session.SessionId;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** When a schedule is due. */
public sealed interface Recurrence {

    /** At one time. */
    record Once(Instant at) implements Recurrence {}

    /**
     * By the clocks of a place.
     *
     * @param expression five fields, as crontab has them
     * @param zone whose clocks count
     */
    record Cron(String expression, ZoneId zone) implements Recurrence {}

    /**
     * When another session of the organisation has done what it was asked.
     *
     * @param waiter the call whose result its answer is; absent when the answer comes as a message
     */
    record Answer(SessionId session, @Nullable Waiter waiter) implements Recurrence {}

    /**
     * A call that waits for the answer of another session.
     *
     * @param turn of the session that has the schedule
     */
    record Waiter(TurnId turn, ToolCallId call) {}
}
