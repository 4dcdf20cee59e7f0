package dev.perdure.loop;

import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonText;
import dev.perdure.tool.Approval;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The part of the evolving half that moves the calls of a step. */
final class CallFold {

    private CallFold() {}

    static TurnState.Open requested(TurnState.Open state, StepEvent.ClientToolsRequested fact) {
        TurnState.Open next = waiting(state, fact.askedAt());
        for (ToolCall asked : fact.calls()) {
            next =
                    onCall(
                            next,
                            asked.id(),
                            call -> new CallState.Requested(call.planned(), fact.askedAt()));
        }
        return next;
    }

    static TurnState.Open delegated(TurnState.Open state, StepEvent.ToolDelegated fact) {
        return onCall(
                waiting(state, fact.delegatedAt()),
                fact.call(),
                call ->
                        call instanceof CallState.Started
                                ? new CallState.Delegated(
                                        call.planned(), fact.task(), fact.delegatedAt())
                                : call);
    }

    static CallState inDoubt(CallState call) {
        return call instanceof CallState.Started started
                ? new CallState.InDoubt(started.planned(), started.attempt())
                : call;
    }

    static TurnState.Open asked(TurnState.Open state, StepEvent.RulingRequested fact) {
        return onCall(
                waiting(state, fact.askedAt()),
                fact.call(),
                call ->
                        call instanceof CallState.InDoubt doubt
                                ? new CallState.Asked(
                                        doubt.planned(), doubt.attempt(), fact.askedAt())
                                : call);
    }

    static TurnState.Open ruled(TurnState.Open state, StepEvent.OutcomeRuled fact) {
        TurnState.Open next = answered(state, fact.call(), fact.ruledAt());
        return fact.ruling() == Ruling.RUN_AGAIN
                ? onCall(next, fact.call(), CallFold::again)
                : next;
    }

    static TurnState.Open asked(TurnState.Open state, StepEvent.ApprovalRequested fact) {
        return onCall(
                waiting(state, fact.askedAt()),
                fact.call().id(),
                call ->
                        call instanceof CallState.Planned planned
                                ? new CallState.AwaitingApproval(
                                        planned.planned(), fact.hash(), fact.askedAt())
                                : call);
    }

    static TurnState.Open decided(TurnState.Open state, StepEvent.ApprovalDecided fact) {
        TurnState.Open next = answered(state, fact.call(), fact.decidedAt());
        return fact.approval() == Approval.REJECTED
                ? next
                : onCall(next, fact.call(), call -> allowed(call, fact));
    }

    private static CallState allowed(CallState call, StepEvent.ApprovalDecided fact) {
        if (!(call instanceof CallState.AwaitingApproval waiting)) {
            return call;
        }
        ToolCall made = waiting.planned().call();
        JsonText edited = fact.edited();
        ToolCall chosen = edited == null ? made : new ToolCall(made.id(), made.name(), edited);
        return CallState.Planned.first(
                waiting.planned()
                        .allowed(chosen, new Clearance.Given(fact.hash(), edited != null)));
    }

    static TurnState.Open completed(TurnState.Open state, StepEvent.ToolCompleted fact) {
        TurnState.Open next = state;
        for (CallState call : state.calls()) {
            Instant since = waitedSince(call);
            if (since != null && call.id().equals(fact.call())) {
                next = answered(state, fact.call(), since.plus(fact.duration()));
            }
        }
        return onCall(next, fact.call(), call -> new CallState.Done(call.planned(), fact.result()));
    }

    /** Of a wait that its result ends, and no fact before that. */
    private static @Nullable Instant waitedSince(CallState call) {
        if (call instanceof CallState.Delegated delegated) {
            return delegated.since();
        }
        return call instanceof CallState.Requested requested ? requested.askedAt() : null;
    }

    private static TurnState.Open waiting(TurnState.Open state, @Nullable Instant since) {
        Progress progress = state.progress();
        return TurnFold.with(state, progress.with(progress.waiting().begun(since)));
    }

    /** Time spent waiting is counted once, however many are waited for at a time. */
    private static TurnState.Open answered(TurnState.Open state, ToolCallId id, Instant at) {
        boolean waited = false;
        boolean othersWait = false;
        for (CallState call : state.calls()) {
            boolean isIt = call.id().equals(id);
            waited |= isIt && call.waitsForSomebody();
            othersWait |= !isIt && call.waitsForSomebody();
        }
        Progress progress = state.progress();
        return waited && !othersWait
                ? TurnFold.with(state, progress.with(progress.waiting().over(at)))
                : state;
    }

    private static CallState again(CallState call) {
        return switch (call) {
            case CallState.InDoubt doubt ->
                    new CallState.Planned(doubt.planned(), doubt.attempt().next());
            case CallState.Asked asked ->
                    new CallState.Planned(asked.planned(), asked.attempt().next());
            case CallState.Planned other -> other;
            case CallState.Started other -> other;
            case CallState.AwaitingApproval other -> other;
            case CallState.Requested other -> other;
            case CallState.Delegated other -> other;
            case CallState.Done other -> other;
        };
    }

    /**
     * When the first result that the client owes is not waited for any longer; absent without a
     * limit.
     */
    static @Nullable Instant clientUntil(TurnState.Open state) {
        Duration limit = state.progress().limits().clientTime();
        Instant first = null;
        for (CallState call : state.calls()) {
            if (limit != null
                    && call instanceof CallState.Requested requested
                    && requested.askedAt() != null) {
                Instant until = requested.askedAt().plus(limit);
                first = first == null || until.isBefore(first) ? until : first;
            }
        }
        return first;
    }

    static TurnState.Open onCall(
            TurnState.Open state, ToolCallId id, UnaryOperator<CallState> change) {
        return onEveryCall(
                state,
                call -> {
                    boolean open = !(call instanceof CallState.Done);
                    return open && call.id().equals(id) ? change.apply(call) : call;
                });
    }

    private static TurnState.Open onEveryCall(
            TurnState.Open state, UnaryOperator<CallState> change) {
        return switch (state) {
            case TurnState.Acting acting ->
                    settled(acting.progress(), changed(acting.calls(), change));
            case TurnState.AwaitingClient waiting ->
                    settled(waiting.progress(), changed(waiting.calls(), change));
            case TurnState.AwaitingPerson waiting ->
                    settled(waiting.progress(), changed(waiting.calls(), change));
            case TurnState.Ready other -> other;
            case TurnState.Reasoning other -> other;
            case TurnState.BackingOff other -> other;
        };
    }

    private static List<CallState> changed(List<CallState> calls, UnaryOperator<CallState> change) {
        List<CallState> next = new ArrayList<>(calls.size());
        calls.forEach(call -> next.add(change.apply(call)));
        return next;
    }

    private static TurnState.Open settled(Progress progress, List<CallState> calls) {
        boolean othersOwe = false;
        boolean personOwes = false;
        for (CallState call : calls) {
            switch (call) {
                case CallState.Planned planned -> {
                    return new TurnState.Acting(progress, calls);
                }
                case CallState.Started started -> {
                    return new TurnState.Acting(progress, calls);
                }
                case CallState.InDoubt doubt -> {
                    return new TurnState.Acting(progress, calls);
                }
                case CallState.Asked asked -> personOwes = true;
                case CallState.AwaitingApproval asked -> personOwes = true;
                case CallState.Requested requested -> othersOwe = true;
                case CallState.Delegated delegated -> othersOwe = true;
                case CallState.Done done -> {}
            }
        }
        if (personOwes) {
            return new TurnState.AwaitingPerson(progress, calls);
        }
        return othersOwe
                ? new TurnState.AwaitingClient(progress, calls)
                : new TurnState.Acting(progress, calls);
    }
}
