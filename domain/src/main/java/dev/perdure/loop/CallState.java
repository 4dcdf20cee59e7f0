package dev.perdure.loop;

import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import java.time.Instant;

/** Where one tool call of a step stands. */
public sealed interface CallState {

    PlannedCall planned();

    default ToolCallId id() {
        return planned().call().id();
    }

    /** Accepted; its next run waits for a free place among the parallel ones. */
    record Planned(PlannedCall planned, Attempt next) implements CallState {
        static Planned first(PlannedCall planned) {
            return new Planned(planned, Attempt.FIRST);
        }
    }

    /** The intent to run it is in the log and its outcome is not. */
    record Started(PlannedCall planned, Attempt attempt) implements CallState {}

    /** A run was cut off and nobody has said yet what became of it; its tool is asked first. */
    record InDoubt(PlannedCall planned, Attempt attempt) implements CallState {}

    /** Its outcome is unknown for good, and somebody outside has to rule. */
    record Asked(PlannedCall planned, Attempt attempt, Instant askedAt) implements CallState {}

    /** The client has been asked for its result. */
    record Requested(PlannedCall planned) implements CallState {}

    record Done(PlannedCall planned, ToolResult result) implements CallState {}
}
