package dev.perdure.loop;

import dev.perdure.event.StepEvent;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The part of the evolving half that moves the calls of a step. */
final class CallFold {

    private CallFold() {}

    static TurnState requested(TurnState.Open state, StepEvent.ClientToolsRequested fact) {
        TurnState.Open next = state;
        for (ToolCall asked : fact.calls()) {
            next = onCall(next, asked.id(), call -> new CallState.Requested(call.planned()));
        }
        return next;
    }

    static CallState inDoubt(CallState call) {
        return call instanceof CallState.Started started
                ? new CallState.InDoubt(started.planned(), started.attempt())
                : call;
    }

    static CallState asked(CallState call, Instant at) {
        return call instanceof CallState.InDoubt doubt
                ? new CallState.Asked(doubt.planned(), doubt.attempt(), at)
                : call;
    }

    /** Time spent waiting for rulings is counted once, however many are waited for at a time. */
    static TurnState.Open ruled(TurnState.Open state, StepEvent.OutcomeRuled fact) {
        Instant since = null;
        boolean othersWait = false;
        for (CallState call : calls(state)) {
            if (call instanceof CallState.Asked asked) {
                boolean isIt = asked.id().equals(fact.call());
                since = isIt ? asked.askedAt() : since;
                othersWait |= !isIt;
            }
        }
        TurnState.Open next =
                fact.ruling() == Ruling.RUN_AGAIN
                        ? onCall(state, fact.call(), CallFold::again)
                        : state;
        if (since == null) {
            return next;
        }
        Instant from = since;
        return othersWait
                ? onEveryCall(next, call -> waitingSince(call, from))
                : TurnFold.with(next, next.progress().afterWaiting(between(from, fact.ruledAt())));
    }

    private static CallState again(CallState call) {
        return switch (call) {
            case CallState.InDoubt doubt ->
                    new CallState.Planned(doubt.planned(), doubt.attempt().next());
            case CallState.Asked asked ->
                    new CallState.Planned(asked.planned(), asked.attempt().next());
            case CallState.Planned other -> other;
            case CallState.Started other -> other;
            case CallState.Requested other -> other;
            case CallState.Done other -> other;
        };
    }

    private static CallState waitingSince(CallState call, Instant from) {
        return call instanceof CallState.Asked asked && from.isBefore(asked.askedAt())
                ? new CallState.Asked(asked.planned(), asked.attempt(), from)
                : call;
    }

    private static Duration between(Instant from, Instant to) {
        return to.isBefore(from) ? Duration.ZERO : Duration.between(from, to);
    }

    static List<CallState> calls(TurnState.Open state) {
        return switch (state) {
            case TurnState.Acting acting -> acting.calls();
            case TurnState.AwaitingClient waiting -> waiting.calls();
            case TurnState.AwaitingRuling waiting -> waiting.calls();
            case TurnState.Ready ignored -> List.of();
            case TurnState.Reasoning ignored -> List.of();
            case TurnState.BackingOff ignored -> List.of();
        };
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
            case TurnState.AwaitingRuling waiting ->
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
        boolean clientOwes = false;
        boolean asked = false;
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
                case CallState.Asked waiting -> asked = true;
                case CallState.Requested requested -> clientOwes = true;
                case CallState.Done done -> {}
            }
        }
        if (asked) {
            return new TurnState.AwaitingRuling(progress, calls);
        }
        return clientOwes
                ? new TurnState.AwaitingClient(progress, calls)
                : new TurnState.Acting(progress, calls);
    }
}
