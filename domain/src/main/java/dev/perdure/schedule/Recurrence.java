package dev.perdure.schedule;

import dev.perdure.session.SessionId;
import java.time.Instant;
import java.time.ZoneId;

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

    /** When another session of the organisation has done what it was asked. */
    record Answer(SessionId session) implements Recurrence {}
}
