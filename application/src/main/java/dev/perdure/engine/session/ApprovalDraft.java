package dev.perdure.engine.session;

import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.ToolCallId;

/**
 * A person's answer to whether a call may run.
 *
 * @param shown the hash of the call as they were shown it
 * @param by who they are, as far as the door they came through knows
 * @param comment for the model when they reject the call, and for the record; empty when none
 */
public record ApprovalDraft(
        ToolCallId call, CallHash shown, ApprovalAnswer answer, String by, String comment) {

    /** Without a comment. */
    public ApprovalDraft(ToolCallId call, CallHash shown, ApprovalAnswer answer, String by) {
        this(call, shown, answer, by, "");
    }
}
