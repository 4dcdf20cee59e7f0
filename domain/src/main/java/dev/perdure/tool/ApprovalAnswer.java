package dev.perdure.tool;

import dev.perdure.json.JsonText;

/** What a person answers who was asked whether a call may run. */
public sealed interface ApprovalAnswer {

    record Approve() implements ApprovalAnswer {}

    /**
     * It may run with other arguments.
     *
     * @param arguments the exact bytes that will run
     */
    record Edit(JsonText arguments) implements ApprovalAnswer {}

    record Reject() implements ApprovalAnswer {}
}
