package dev.perdure.loop;

import dev.perdure.session.SessionId;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one tool call of a step stands. */
public sealed interface CallState {

    PlannedCall planned();

    default ToolCallId id() {
        return planned().call().id();
    }

    /** Whether nothing is done about it until somebody outside answers. */
    default boolean waitsForSomebody() {
        return switch (this) {
            case Asked ignored -> true;
            case AwaitingApproval ignored -> true;
            case Requested ignored -> true;
            case Delegated ignored -> true;
            case Planned ignored -> false;
            case Started ignored -> false;
            case InDoubt ignored -> false;
            case Done ignored -> false;
        };
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

    /** It has not run, and a person has to say whether it may. */
    record AwaitingApproval(PlannedCall planned, CallHash hash, Instant askedAt)
            implements CallState {}

    /**
     * The client has been asked for its result.
     *
     * @param askedAt absent in logs of the days when such a wait was the turn's own time
     */
    record Requested(PlannedCall planned, @Nullable Instant askedAt) implements CallState {}

    /** It has run, and the answer of the session it put its work on will be its result. */
    record Delegated(PlannedCall planned, SessionId task, Instant since) implements CallState {}

    record Done(PlannedCall planned, ToolResult result) implements CallState {}
}
