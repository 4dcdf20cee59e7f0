package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.Approval;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the machine that decides about calls which need a person's leave. What they allow is
 * what they were shown: an answer to another hash is refused, and so is a second one.
 */
final class ApprovalDecision {

    private ApprovalDecision() {}

    /** Asks for leave; empty when the call needs none. */
    static List<StepEvent> request(Progress progress, PlannedCall planned, Moment moment) {
        return planned.clearance() instanceof Clearance.Needed needed
                ? List.of(
                        new StepEvent.ApprovalRequested(
                                progress.turn(),
                                progress.step(),
                                planned.call(),
                                needed.hash(),
                                needed.rule(),
                                moment.now()))
                : List.of();
    }

    static Either<Refusal, Decision> answered(
            TurnState.Open state, TurnInput.ApprovalAnswered input) {
        for (CallState call : state.calls()) {
            if (call instanceof CallState.AwaitingApproval waiting
                    && call.id().equals(input.call())) {
                return waiting.hash().equals(input.shown())
                        ? TurnDecision.facts(facts(state.progress(), waiting, input))
                        : Either.left(
                                new Refusal.Conflicting(
                                        "The call "
                                                + input.call().value()
                                                + " is not the one that was decided about: its hash"
                                                + " is another."));
            }
        }
        return Either.left(
                new Refusal.Conflicting(
                        DoubtDecision.notWaiting(state, input.call(), "for approval")));
    }

    private static List<Event> facts(
            Progress progress,
            CallState.AwaitingApproval waiting,
            TurnInput.ApprovalAnswered input) {
        ToolCall call = waiting.planned().call();
        List<Event> facts = new ArrayList<>();
        switch (input.answer()) {
            case ApprovalAnswer.Approve ignored -> {
                facts.add(decided(progress, waiting, input, Approval.APPROVED, null));
                facts.addAll(asked(progress, waiting.planned(), call, input));
            }
            case ApprovalAnswer.Edit edit -> {
                boolean same = edit.arguments().equals(call.arguments());
                facts.add(
                        same
                                ? decided(progress, waiting, input, Approval.APPROVED, null)
                                : decided(progress, waiting, input, Approval.EDITED, edit));
                ToolCall edited = new ToolCall(call.id(), call.name(), edit.arguments());
                facts.addAll(asked(progress, waiting.planned(), edited, input));
            }
            case ApprovalAnswer.Reject ignored -> {
                facts.add(decided(progress, waiting, input, Approval.REJECTED, null));
                facts.add(
                        ToolDecision.completed(
                                progress,
                                waiting.planned(),
                                rejected(input.comment()),
                                Duration.ZERO));
            }
        }
        return facts;
    }

    /** Of a call that the client runs, it is the client who is asked next. */
    private static List<StepEvent> asked(
            Progress progress,
            PlannedCall planned,
            ToolCall call,
            TurnInput.ApprovalAnswered input) {
        return planned.owner() == ToolOwner.CLIENT
                ? List.of(
                        new StepEvent.ClientToolsRequested(
                                progress.turn(), progress.step(), List.of(call), input.now()))
                : List.of();
    }

    private static StepEvent decided(
            Progress progress,
            CallState.AwaitingApproval waiting,
            TurnInput.ApprovalAnswered input,
            Approval approval,
            ApprovalAnswer.@Nullable Edit edit) {
        ToolCall call = waiting.planned().call();
        CallHash hash =
                edit == null
                        ? waiting.hash()
                        : hash(progress.turn(), waiting.planned(), input.session(), edit);
        return new StepEvent.ApprovalDecided(
                progress.turn(),
                progress.step(),
                call.id(),
                call.name(),
                approval,
                hash,
                edit == null ? null : edit.arguments(),
                input.by(),
                input.comment(),
                input.now());
    }

    private static CallHash hash(
            TurnId turn, PlannedCall planned, SessionKey session, ApprovalAnswer.Edit edit) {
        ToolCall made = planned.call();
        ToolCall edited = new ToolCall(made.id(), made.name(), edit.arguments());
        String definition =
                planned.clearance() instanceof Clearance.Needed needed ? needed.definition() : "";
        return new CallIdentity(session, turn, edited, definition).hash();
    }

    private static ToolResult rejected(String comment) {
        return ToolResult.error(
                comment.isEmpty()
                        ? "A person rejected this call. It was not run."
                        : "A person rejected this call. It was not run. They say: " + comment);
    }
}
