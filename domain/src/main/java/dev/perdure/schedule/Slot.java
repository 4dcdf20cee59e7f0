package dev.perdure.schedule;

import java.time.Instant;

/**
 * A time at which a schedule was due, and what became of it. A schedule has one slot for a time.
 *
 * @param decidedAt when that was found out
 */
public record Slot(ScheduleId schedule, Instant at, Outcome outcome, Instant decidedAt) {

    /** What became of a slot. */
    public enum Outcome {
        /** Its message is being sent: it was, or will be. */
        DUE,
        /** Its message is in the session. */
        SENT,
        /** It was over when somebody looked, and the policy does not make up for it. */
        MISSED,
        /** Nothing was sent, because the message of an earlier slot still waited for its turn. */
        WAITED
    }
}
