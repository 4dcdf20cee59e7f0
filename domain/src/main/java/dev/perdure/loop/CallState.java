package dev.perdure.loop;

import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;

/** Where one tool call of a step stands. */
public sealed interface CallState {

    PlannedCall planned();

    default ToolCallId id() {
        return planned().call().id();
    }

    /** Accepted; it waits for a free place among the parallel runs. */
    record Planned(PlannedCall planned) implements CallState {}

    /** The intent to run it is in the log and its outcome is not. */
    record Started(PlannedCall planned, Attempt attempt) implements CallState {}

    /** The client has been asked for its result. */
    record Requested(PlannedCall planned) implements CallState {}

    record Done(PlannedCall planned, ToolResult result) implements CallState {}
}
