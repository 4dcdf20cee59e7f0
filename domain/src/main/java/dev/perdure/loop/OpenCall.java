package dev.perdure.loop;

import dev.perdure.tool.ToolCallId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tool call without a result, as an explanation has it.
 *
 * @param attempt of the run, counted from 1; 0 when there was none
 * @param since when it came to stand there; absent when that lies too far back
 */
public record OpenCall(
        ToolCallId call, String tool, Place place, int attempt, @Nullable Instant since) {

    /** Where the call stands. */
    public enum Place {
        /** Accepted, and waiting for a free place among the parallel runs. */
        PLANNED("has yet to start"),
        RUNNING("runs"),
        /** Its tool is asked what became of it. */
        IN_DOUBT("asks what became of"),
        /** Somebody has to rule on it. */
        ASKED("waits for a decision on"),
        /** It has not run, and a person has to say whether it may. */
        AWAITING_APPROVAL("waits for somebody to approve"),
        /** The client owes its result. */
        REQUESTED("waits for the client's result of"),
        /** Another session works on it. */
        DELEGATED("waits for the sub-agent of");

        private final String doing;

        Place(String doing) {
            this.doing = doing;
        }

        /** What its turn does about such a call. */
        String doing() {
            return doing;
        }
    }
}
