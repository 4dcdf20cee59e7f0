package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.SealReason;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of the machine that decides about tool calls. */
final class ToolDecision {

    private ToolDecision() {}

    /**
     * The calls of an answer become due: those that may never run are answered, the first engine
     * calls start, client calls are asked for, and a person is asked about the rest.
     */
    static List<Event> accepted(Progress progress, List<PlannedCall> calls, Moment moment) {
        List<Event> facts = new ArrayList<>();
        facts.add(new StepEvent.ActStarted(progress.turn(), progress.step(), calls));
        for (PlannedCall call : calls) {
            if (call.clearance() instanceof Clearance.Barred barred) {
                ToolResult objection = ToolResult.error(barred.why());
                facts.add(completed(progress, call, objection, Duration.ZERO));
            }
        }
        List<CallState> planned =
                calls.stream()
                        .filter(PlannedCall::mayRun)
                        .<CallState>map(CallState.Planned::first)
                        .toList();
        facts.addAll(starts(progress, planned));
        List<ToolCall> clients =
                calls.stream()
                        .filter(call -> call.owner() == ToolOwner.CLIENT && call.mayRun())
                        .map(PlannedCall::call)
                        .toList();
        if (!clients.isEmpty()) {
            facts.add(
                    new StepEvent.ClientToolsRequested(
                            progress.turn(), progress.step(), clients, moment.now()));
        }
        calls.forEach(call -> facts.addAll(ApprovalDecision.request(progress, call, moment)));
        if (calls.stream().allMatch(call -> call.clearance() instanceof Clearance.Barred)) {
            facts.addAll(nextStep(folded(progress, facts), moment));
        }
        return facts;
    }

    private static TurnState.Acting folded(Progress progress, List<Event> facts) {
        TurnState state = new TurnState.Ready(progress, Attempt.FIRST);
        for (Event fact : facts) {
            state = TurnFold.evolve(state, (TurnEvent) fact);
        }
        return (TurnState.Acting) state;
    }

    static Either<Refusal, Decision> returned(
            TurnState.Acting state, TurnInput.ToolReturned input) {
        return running(state, input.call())
                .map(run -> {
                    boolean known = input.result().status() != ToolStatus.UNKNOWN;
                    List<StepEvent> facts =
                            known
                                    ? List.of(completed(state.progress(), run, input))
                                    : DoubtDecision.cutOff(state.progress(), run);
                    return new Decision(withNext(state, facts, input.moment()));
                });
    }

    /** The facts, and what follows once they are folded. */
    static List<Event> withNext(
            TurnState.Open state, List<? extends StepEvent> facts, Moment moment) {
        List<Event> all = new ArrayList<>(facts);
        TurnState folded = state;
        for (StepEvent fact : facts) {
            folded = TurnFold.evolve(folded, fact);
        }
        if (folded instanceof TurnState.Acting acting) {
            all.addAll(next(acting, moment));
        }
        return all;
    }

    /** The result alone, of a turn that was asked to stop. */
    static Either<Refusal, Decision> returnedLast(
            TurnState.Acting state, TurnInput.ToolReturned input) {
        return running(state, input.call())
                .map(run -> new Decision(List.of(completed(state.progress(), run, input))));
    }

    static Either<Refusal, CallState.Started> running(TurnState.Acting state, ToolCallId id) {
        for (CallState call : state.calls()) {
            if (call instanceof CallState.Started started && call.id().equals(id)) {
                return Either.right(started);
            }
        }
        return TurnDecision.refused(state, "take the result of a call that is not running");
    }

    private static StepEvent.ToolCompleted completed(
            Progress progress, CallState.Started run, TurnInput.ToolReturned input) {
        return completed(progress, run.planned(), input.result(), input.duration());
    }

    /** What follows once calls were answered: the next run, or the next step when none is open. */
    private static List<Event> next(TurnState.Acting state, Moment moment) {
        if (allDone(state.calls())) {
            return nextStep(state, moment);
        }
        return starts(state.progress(), state.calls());
    }

    /** Refused while every call that may run does. */
    static Either<Refusal, Decision> proceed(TurnState.Acting state, Moment moment) {
        List<Event> facts = next(state, moment);
        return facts.isEmpty() ? TurnDecision.unfit(state, "proceed") : TurnDecision.facts(facts);
    }

    /** Whether a call waits for a place that is free. */
    static boolean mayStart(TurnState.Acting state) {
        return !starts(state.progress(), state.calls()).isEmpty();
    }

    /** Orphaned runs are repeated where that is harmless; the others are in doubt. */
    static List<Event> recovered(TurnState.Acting state, Moment moment) {
        List<Event> facts = new ArrayList<>();
        TurnState next = state;
        for (CallState call : state.calls()) {
            if (call instanceof CallState.Started started) {
                for (StepEvent fact : DoubtDecision.cutOff(state.progress(), started)) {
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

    static Either<Refusal, Decision> clientResults(
            TurnState.Open state, TurnInput.ClientResults input) {
        List<Event> facts = new ArrayList<>();
        for (CallState call : state.calls()) {
            ToolResult result = input.results().get(call.id());
            if (call instanceof CallState.Requested requested && result != null) {
                Duration took = took(requested, input.now());
                facts.add(completed(state.progress(), requested.planned(), result, took));
            }
        }
        return facts.isEmpty()
                ? TurnDecision.unfit(state, "take results of calls the client does not owe")
                : TurnDecision.facts(facts);
    }

    /** What the client has owed for too long is answered for it, and the model goes on. */
    static Either<Refusal, Decision> clientTimeUp(TurnState.Open state, Moment moment) {
        Duration limit = state.progress().limits().clientTime();
        List<StepEvent> facts = new ArrayList<>();
        for (CallState call : state.calls()) {
            if (limit != null
                    && call instanceof CallState.Requested requested
                    && took(requested, moment.now()).compareTo(limit) >= 0) {
                ToolResult late =
                        ToolResult.timeout(
                                "The client did not answer the call of "
                                        + requested.planned().call().name()
                                        + " within "
                                        + limit
                                        + ".");
                Duration took = took(requested, moment.now());
                facts.add(completed(state.progress(), requested.planned(), late, took));
            }
        }
        return facts.isEmpty()
                ? TurnDecision.unfit(state, "give up on its client")
                : TurnDecision.facts(withNext(state, facts, moment));
    }

    private static Duration took(CallState.Requested call, Instant now) {
        Instant since = call.askedAt();
        return since == null || now.isBefore(since) ? Duration.ZERO : Duration.between(since, now);
    }

    /** What became of the runs a cancel interrupted; silence of a tool is an unknown outcome. */
    static List<Event> receipts(TurnState.Open state, Map<ToolCallId, ToolResult> known) {
        List<Event> facts = new ArrayList<>();
        for (CallState call : state.calls()) {
            if (mayHaveRun(call)) {
                facts.add(
                        completed(
                                state.progress(),
                                call.planned(),
                                receipt(call, known),
                                Duration.ZERO));
            }
        }
        return facts;
    }

    /** Whoever works for a turn that ends is stopped. */
    private static ToolResult receipt(CallState call, Map<ToolCallId, ToolResult> known) {
        if (call instanceof CallState.Delegated) {
            return ToolResult.cancelled();
        }
        return call instanceof CallState.Started
                ? known.getOrDefault(call.id(), ToolResult.unknown())
                : ToolResult.unknown();
    }

    private static boolean mayHaveRun(CallState call) {
        return switch (call) {
            case CallState.Started ignored -> true;
            case CallState.InDoubt ignored -> true;
            case CallState.Asked ignored -> true;
            case CallState.Delegated ignored -> true;
            case CallState.Planned planned -> !planned.next().equals(Attempt.FIRST);
            case CallState.AwaitingApproval ignored -> false;
            case CallState.Requested ignored -> false;
            case CallState.Done ignored -> false;
        };
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
        Progress next = progress.afterStep(state.calls());
        facts.addAll(
                next.isGoingInCircles()
                        ? TurnDecision.sealed(progress, SealReason.NO_PROGRESS)
                        : TurnDecision.attempt(next, Attempt.FIRST, moment));
        return facts;
    }

    /** Intents of as many due runs as there are places, no two of a class at a time. */
    private static List<Event> starts(Progress progress, List<CallState> calls) {
        List<Event> facts = new ArrayList<>();
        Set<String> busy = new HashSet<>();
        int places = progress.limits().parallelTools();
        for (CallState call : calls) {
            places -= call instanceof CallState.Started ? 1 : 0;
            if (call instanceof CallState.Started || call instanceof CallState.InDoubt) {
                busy.add(call.planned().concurrencyClass());
            }
        }
        for (CallState call : calls) {
            if (facts.size() < places
                    && call instanceof CallState.Planned due
                    && due.planned().owner() == ToolOwner.ENGINE
                    && isFree(busy, due.planned().concurrencyClass())) {
                busy.add(due.planned().concurrencyClass());
                facts.add(
                        new StepEvent.ToolStarted(
                                progress.turn(),
                                progress.step(),
                                due.next(),
                                due.planned().call()));
            }
        }
        return facts;
    }

    private static boolean isFree(Set<String> busy, String concurrencyClass) {
        return concurrencyClass.isEmpty() || !busy.contains(concurrencyClass);
    }

    private static boolean allDone(List<CallState> calls) {
        return calls.stream().allMatch(CallState.Done.class::isInstance);
    }

    /** Whoever says what a call came to, it is kept within its bound. */
    static StepEvent.ToolCompleted completed(
            Progress progress, PlannedCall planned, ToolResult result, Duration duration) {
        return new StepEvent.ToolCompleted(
                progress.turn(),
                progress.step(),
                planned.call().id(),
                planned.call().name(),
                result.within(progress.limits().toolOutputCharacters()),
                duration);
    }
}
