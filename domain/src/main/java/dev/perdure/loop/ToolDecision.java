package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.Attempt;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The part of the machine that decides about tool calls. */
final class ToolDecision {

    private ToolDecision() {}

    /**
     * The calls of an answer become due: the first engine calls start, client calls are asked for.
     */
    static List<Event> accepted(Progress progress, List<PlannedCall> calls) {
        List<Event> facts = new ArrayList<>();
        facts.add(new StepEvent.ActStarted(progress.turn(), progress.step(), calls));
        List<CallState> planned = calls.stream().<CallState>map(CallState.Planned::new).toList();
        facts.addAll(starts(progress, planned, progress.limits().parallelTools()));
        List<ToolCall> clients =
                calls.stream()
                        .filter(call -> call.owner() == ToolOwner.CLIENT)
                        .map(PlannedCall::call)
                        .toList();
        if (!clients.isEmpty()) {
            facts.add(
                    new StepEvent.ClientToolsRequested(progress.turn(), progress.step(), clients));
        }
        return facts;
    }

    static Either<Refusal, Decision> returned(
            TurnState.Acting state, TurnInput.ToolReturned input) {
        return answered(state, input)
                .map(fact -> {
                    List<Event> facts = new ArrayList<>();
                    if (fact.result().status() == ToolStatus.UNKNOWN) {
                        facts.add(
                                new StepEvent.ToolOutcomeUnknown(
                                        fact.turn(), fact.step(), fact.call(), fact.tool()));
                    }
                    facts.add(fact);
                    if (TurnFold.evolve(state, fact) instanceof TurnState.Acting acting) {
                        facts.addAll(next(acting, input.moment()));
                    }
                    return new Decision(facts);
                });
    }

    /** The result alone, of a turn that was asked to stop. */
    static Either<Refusal, Decision> returnedLast(
            TurnState.Acting state, TurnInput.ToolReturned input) {
        return answered(state, input).map(fact -> new Decision(List.of(fact)));
    }

    private static Either<Refusal, StepEvent.ToolCompleted> answered(
            TurnState.Acting state, TurnInput.ToolReturned input) {
        for (CallState call : state.calls()) {
            if (call instanceof CallState.Started started && call.id().equals(input.call())) {
                return Either.right(
                        completed(
                                state.progress(),
                                started.planned(),
                                input.result(),
                                input.duration()));
            }
        }
        return TurnDecision.refused(state, "take the result of a call that is not running");
    }

    /** What follows once calls were answered: the next run, or the next step when none is open. */
    private static List<Event> next(TurnState.Acting state, Moment moment) {
        if (allDone(state.calls())) {
            return nextStep(state, moment);
        }
        long running = state.calls().stream().filter(CallState.Started.class::isInstance).count();
        int free = state.progress().limits().parallelTools() - (int) running;
        return starts(state.progress(), state.calls(), free);
    }

    static Either<Refusal, Decision> proceed(TurnState.Acting state, Moment moment) {
        boolean running = state.calls().stream().anyMatch(CallState.Started.class::isInstance);
        return running
                ? TurnDecision.unfit(state, "proceed")
                : TurnDecision.facts(next(state, moment));
    }

    /** Orphaned runs are repeated where that is harmless; the others are declared unknown. */
    static List<Event> recovered(TurnState.Acting state, Moment moment) {
        Progress progress = state.progress();
        List<Event> facts = new ArrayList<>();
        TurnState next = state;
        for (CallState call : state.calls()) {
            if (call instanceof CallState.Started started) {
                for (StepEvent fact : afterCrash(progress, started)) {
                    facts.add(fact);
                    next = TurnFold.evolve(next, fact);
                }
            }
        }
        if (next instanceof TurnState.Acting acting && allDone(acting.calls())) {
            facts.addAll(nextStep(acting, moment));
        }
        return facts;
    }

    private static List<StepEvent> afterCrash(Progress progress, CallState.Started started) {
        ToolCall call = started.planned().call();
        Attempt again = started.attempt().next();
        boolean mayRepeat =
                started.planned().repeatable()
                        && again.value() <= progress.limits().attemptsPerStep();
        if (mayRepeat) {
            return List.of(
                    new StepEvent.ToolStarted(progress.turn(), progress.step(), again, call));
        }
        return List.of(
                new StepEvent.ToolOutcomeUnknown(
                        progress.turn(), progress.step(), call.id(), call.name()),
                completed(progress, started.planned(), ToolResult.unknown(), Duration.ZERO));
    }

    static Either<Refusal, Decision> clientResults(
            TurnState.Open state, TurnInput.ClientResults input) {
        List<Event> facts = new ArrayList<>();
        for (CallState call : calls(state)) {
            ToolResult result = input.results().get(call.id());
            if (call instanceof CallState.Requested requested && result != null) {
                facts.add(completed(state.progress(), requested.planned(), result, Duration.ZERO));
            }
        }
        return facts.isEmpty()
                ? TurnDecision.unfit(state, "take results of calls the client does not owe")
                : TurnDecision.facts(facts);
    }

    /** What became of the runs a cancel interrupted; silence of a tool is an unknown outcome. */
    static List<Event> receipts(TurnState.Open state, Map<ToolCallId, ToolResult> known) {
        List<Event> facts = new ArrayList<>();
        for (CallState call : calls(state)) {
            if (call instanceof CallState.Started started) {
                ToolResult receipt = known.getOrDefault(call.id(), ToolResult.unknown());
                facts.add(completed(state.progress(), started.planned(), receipt, Duration.ZERO));
            }
        }
        return facts;
    }

    private static List<Event> nextStep(TurnState.Acting state, Moment moment) {
        Progress progress = state.progress();
        int succeeded = 0;
        for (CallState call : state.calls()) {
            if (call instanceof CallState.Done done && done.result().succeeded()) {
                succeeded++;
            }
        }
        List<Event> facts = new ArrayList<>();
        facts.add(
                new StepEvent.ActCompleted(
                        progress.turn(),
                        progress.step(),
                        succeeded,
                        state.calls().size() - succeeded));
        facts.addAll(
                TurnDecision.attempt(
                        progress.atStep(progress.step().next()), Attempt.FIRST, moment));
        return facts;
    }

    private static List<Event> starts(Progress progress, List<CallState> calls, int places) {
        List<Event> facts = new ArrayList<>();
        for (CallState call : calls) {
            boolean due =
                    call instanceof CallState.Planned && call.planned().owner() == ToolOwner.ENGINE;
            if (due && facts.size() < places) {
                facts.add(
                        new StepEvent.ToolStarted(
                                progress.turn(),
                                progress.step(),
                                Attempt.FIRST,
                                call.planned().call()));
            }
        }
        return facts;
    }

    private static boolean allDone(List<CallState> calls) {
        return calls.stream().allMatch(CallState.Done.class::isInstance);
    }

    private static List<CallState> calls(TurnState.Open state) {
        return switch (state) {
            case TurnState.Acting acting -> acting.calls();
            case TurnState.AwaitingClient waiting -> waiting.calls();
            case TurnState.Ready ignored -> List.of();
            case TurnState.Reasoning ignored -> List.of();
            case TurnState.BackingOff ignored -> List.of();
        };
    }

    private static StepEvent.ToolCompleted completed(
            Progress progress, PlannedCall planned, ToolResult result, Duration duration) {
        return new StepEvent.ToolCompleted(
                progress.turn(),
                progress.step(),
                planned.call().id(),
                planned.call().name(),
                result,
                duration);
    }
}
