package dev.perdure.contract.crash;

import dev.perdure.engine.session.ApprovalDraft;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonText;
import dev.perdure.tool.ApprovalAnswer;

/** What a person answers who is asked whether a call may run. */
enum Leave {
    APPROVE,
    EDIT,
    REJECT;

    /** What somebody else says at the same time. */
    Leave other() {
        return this == REJECT ? APPROVE : REJECT;
    }

    ApprovalDraft to(StepEvent.ApprovalRequested asked) {
        return new ApprovalDraft(asked.call().id(), asked.hash(), answer(), "a person");
    }

    private ApprovalAnswer answer() {
        return switch (this) {
            case APPROVE -> new ApprovalAnswer.Approve();
            case EDIT -> new ApprovalAnswer.Edit(new JsonText("{ \"to\" : \"someone else\" }"));
            case REJECT -> new ApprovalAnswer.Reject();
        };
    }
}
