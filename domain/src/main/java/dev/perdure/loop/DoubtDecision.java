package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.Finding;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.RuledBy;
import dev.perdure.tool.Ruling;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.Attempt;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The part of the machine that decides what is made of a call whose outcome is unknown: the hints
 * of its tool first, then what the tool itself finds, then the agent's policy, which may be to ask.
 */
final class DoubtDecision {

    private DoubtDecision() {}

    /** A run was cut off: it is repeated where that is harmless, and in doubt otherwise. */
    static List<StepEvent> cutOff(Progress progress, CallState.Started run) {
        PlannedCall planned = run.planned();
        if (planned.repeatable() && isLeft(progress, run.attempt())) {
            return List.of(
                    new StepEvent.ToolStarted(
                            progress.turn(),
                            progress.step(),
                            run.attempt().next(),
                            planned.call()));
        }
        ToolCall call = planned.call();
        return List.of(
                new StepEvent.ToolOutcomeUnknown(
                        progress.turn(), progress.step(), call.id(), call.name()));
    }

    /** The tool was asked what became of a call. */
    static Either<Refusal, Decision> probed(TurnState.Acting state, TurnInput.ToolProbed input) {
        for (CallState call : state.calls()) {
            if (call instanceof CallState.InDoubt doubt && call.id().equals(input.call())) {
                Moment moment = input.moment();
                Case open = new Case(state.progress(), doubt.planned(), moment.now());
                List<StepEvent> facts = open.found(input.finding(), doubt.attempt());
                return TurnDecision.facts(ToolDecision.withNext(state, facts, moment));
            }
        }
        return TurnDecision.refused(state, "take what was found out of a call without doubt");
    }

    /** Somebody ruled; the owner goes on from there. */
    static Either<Refusal, Decision> ruled(TurnState.Open state, TurnInput.Ruled input) {
        for (CallState call : state.calls()) {
            if (call instanceof CallState.Asked asked && call.id().equals(input.call())) {
                Case open = new Case(state.progress(), asked.planned(), input.now());
                return TurnDecision.facts(List.<Event>copyOf(open.by(input.verdict())));
            }
        }
        return Either.left(
                new Refusal.Conflicting(notWaiting(state, input.call(), "for a decision")));
    }

    /**
     * Why nothing can be answered to a call.
     *
     * @param what nobody waits for
     */
    static String notWaiting(TurnState.Open state, ToolCallId id, String what) {
        for (CallState call : state.calls()) {
            if (call.id().equals(id)) {
                return "The call "
                        + id.value()
                        + " does not wait "
                        + what
                        + ": it is "
                        + word(call)
                        + ".";
            }
        }
        return "No call " + id.value() + " waits " + what + ".";
    }

    private static String word(CallState call) {
        return switch (call) {
            case CallState.Planned ignored -> "about to run";
            case CallState.Started ignored -> "running";
            case CallState.InDoubt ignored -> "being looked into";
            case CallState.Asked ignored -> "waiting for a ruling";
            case CallState.AwaitingApproval ignored -> "waiting for approval";
            case CallState.Requested ignored -> "the client's to answer";
            case CallState.Delegated ignored -> "a sub-agent's to answer";
            case CallState.Done ignored -> "answered";
        };
    }

    private static boolean isLeft(Progress progress, Attempt attempt) {
        return attempt.next().value() <= progress.limits().attemptsPerStep();
    }

    /** One call in doubt, and the time. */
    private record Case(Progress progress, PlannedCall planned, Instant now) {

        List<StepEvent> found(Finding finding, Attempt attempt) {
            return switch (finding) {
                case Finding.Done done ->
                        done.result().status() == ToolStatus.UNKNOWN
                                ? byPolicy(attempt)
                                : take(done.result(), RuledBy.PROBE);
                case Finding.NeverHappened ignored ->
                        isLeft(progress, attempt)
                                ? List.of(fact(Ruling.RUN_AGAIN, RuledBy.PROBE))
                                : take(neverHappened(attempt), RuledBy.PROBE);
                case Finding.Unknown ignored -> byPolicy(attempt);
            };
        }

        List<StepEvent> by(Verdict verdict) {
            return switch (verdict) {
                case Verdict.RunAgain ignored -> List.of(fact(Ruling.RUN_AGAIN, RuledBy.CLIENT));
                case Verdict.TakeResult taken -> take(taken.result(), RuledBy.CLIENT);
                case Verdict.TellModel ignored -> tellModel(RuledBy.CLIENT);
            };
        }

        /** A harmless run that used up its attempts is nothing anybody has to be asked about. */
        private List<StepEvent> byPolicy(Attempt attempt) {
            if (planned.repeatable()) {
                return tellModel(RuledBy.POLICY);
            }
            OutcomePolicy policy = policy();
            if (policy == OutcomePolicy.ASK) {
                return List.of(request());
            }
            return policy == OutcomePolicy.RERUN && isLeft(progress, attempt)
                    ? List.of(fact(Ruling.RUN_AGAIN, RuledBy.POLICY))
                    : tellModel(RuledBy.POLICY);
        }

        /** What a person allowed once is not run twice without a person. */
        private OutcomePolicy policy() {
            boolean allowed = planned.clearance() instanceof Clearance.Given;
            return allowed && planned.whenUnknown() == OutcomePolicy.RERUN
                    ? OutcomePolicy.ASK
                    : planned.whenUnknown();
        }

        private List<StepEvent> take(ToolResult result, RuledBy by) {
            return List.of(fact(Ruling.TAKE_RESULT, by), result(result));
        }

        private List<StepEvent> tellModel(RuledBy by) {
            return List.of(fact(Ruling.TELL_MODEL, by), result(ToolResult.unknown()));
        }

        private StepEvent request() {
            return new StepEvent.RulingRequested(
                    progress.turn(),
                    progress.step(),
                    planned.call().id(),
                    planned.call().name(),
                    now);
        }

        private StepEvent fact(Ruling ruling, RuledBy by) {
            return new StepEvent.OutcomeRuled(
                    progress.turn(),
                    progress.step(),
                    planned.call().id(),
                    planned.call().name(),
                    ruling,
                    by,
                    now);
        }

        private StepEvent result(ToolResult result) {
            return ToolDecision.completed(progress, planned, result, Duration.ZERO);
        }

        private static ToolResult neverHappened(Attempt last) {
            return ToolResult.error(
                    "The call was started " + last.value() + " times and never took effect.");
        }
    }
}
