package dev.perdure.loop;

import dev.perdure.event.TurnEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.turn.StepNumber;
import io.vavr.control.Either;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent loop, a pure machine. It is told what was learned and answers with facts; the facts
 * fold to a state; the state says which effects are outstanding. Law: after any prefix of a log
 * that its store can hold, the effects to perform are {@code outstanding(fold(prefix))}. So the log
 * is the outbox, a crash loses no effect and invents none.
 *
 * <p>Transitions, checked by the tests of this class. A column names the state, a row the input, a
 * cell the states it leads to; an empty cell refuses the input. An answer, a failure or a result is
 * also refused where it belongs to another attempt or call than the state has open.
 *
 * <pre>
 * input         Queued    Ready     Reasoning  BackingOff Acting      AwaitingClient AwaitingPerson
 * Begin         Reasoning
 * NotRunnable   Failed    Failed    Failed     Failed     Failed      Failed         Failed
 * Recovered     Queued    Ready     Reasoning  BackingOff Acting      AwaitingClient AwaitingPerson
 *                                   Failed                Reasoning
 *                                   Sealed                Sealed
 * Proceed                 Reasoning                       Acting
 *                         Failed                          Reasoning
 *                         Sealed                          Sealed
 * ModelAnswered                     Completed
 *                                   Acting
 *                                   AwaitingClient
 *                                   AwaitingPerson
 *                                   Reasoning
 *                                   Sealed
 * ModelFailed                       BackingOff
 *                                   Reasoning
 *                                   Failed
 *                                   Sealed
 * ContextOutgrown                   Reasoning
 * ContextCondensed                  Reasoning
 * ContextNotCondensed               Reasoning
 * ToolReturned                                            Acting
 *                                                         Reasoning
 *                                                         AwaitingClient
 *                                                         AwaitingPerson
 *                                                         Sealed
 * ToolDelegated                                           Acting
 *                                                         AwaitingClient
 *                                                         AwaitingPerson
 * ToolProbed                                              Acting
 *                                                         Reasoning
 *                                                         AwaitingClient
 *                                                         AwaitingPerson
 *                                                         Sealed
 * Ruled                                                   Acting                     Acting
 *                                                                                    AwaitingClient
 *                                                                                    AwaitingPerson
 * ApprovalAnswered                                        Acting                     Acting
 *                                                                                    AwaitingClient
 *                                                                                    AwaitingPerson
 * ClientResults                                           Acting      Acting         AwaitingPerson
 *                                                                     AwaitingClient
 * TaskAnswered                                            Acting      Acting         AwaitingPerson
 *                                                                     AwaitingClient
 * ClientTimeUp                                                        AwaitingClient AwaitingPerson
 *                                                                     Reasoning
 *                                                                     Sealed
 * TimerRang                                    BackingOff
 *                                              Reasoning
 *                                              Sealed
 * Funded                                       Ready
 * BoundHit                Sealed    Sealed     Sealed     Sealed      Sealed         Sealed
 * CancelAsked   Cancelled Cancelled Cancelled  Cancelled  Cancelled   Cancelled      Cancelled
 * </pre>
 *
 * Completed, Failed, Cancelled, Sealed and Steered absorb; {@link Steering} says when a turn is
 * Steered. A turn that was asked to stop takes results of its tools and begins nothing more: an
 * answer, a failure and a timer are refused. A message that arrives during a turn is no input of
 * it: it causes a turn of its own, which is due when this one has ended, unless its message joins
 * this one before that.
 */
public final class TurnLoop {

    private TurnLoop() {}

    /** The facts that follow from {@code input}, or a refusal when the state has no use for it. */
    public static Either<Refusal, Decision> decide(TurnState state, TurnInput input) {
        return TurnDecision.decide(state, input);
    }

    /**
     * The state after {@code fact}; a fact of another turn, or one that does not fit, changes
     * nothing.
     */
    public static TurnState evolve(TurnState state, TurnEvent fact) {
        return TurnFold.evolve(state, fact);
    }

    /** The effects that the log has announced and not yet answered. */
    public static List<TurnEffect> outstanding(TurnState state) {
        return switch (state) {
            case TurnState.Queued queued ->
                    queued.cancelReason() == null
                            ? List.of(new TurnEffect.StartTurn(queued.turn(), queued.input()))
                            : List.of(new TurnEffect.Abort(queued.turn(), queued.cancelReason()));
            case TurnState.Open open -> {
                String reason = open.progress().cancelReason();
                yield reason == null
                        ? outstandingOf(open)
                        : List.of(new TurnEffect.Abort(open.turn(), reason));
            }
            case TurnState.Ended ended -> List.of();
        };
    }

    private static List<TurnEffect> outstandingOf(TurnState.Open open) {
        return switch (open) {
            case TurnState.Ready ready -> List.of(new TurnEffect.Advance(ready.turn()));
            case TurnState.Reasoning reasoning -> List.of(outstandingOf(reasoning));
            case TurnState.BackingOff waiting ->
                    List.of(new TurnEffect.WaitUntil(waiting.turn(), waiting.until()));
            case TurnState.Acting acting -> outstandingOf(acting);
            case TurnState.AwaitingClient waiting -> owed(waiting);
            case TurnState.AwaitingPerson waiting -> owed(waiting);
        };
    }

    private static TurnEffect outstandingOf(TurnState.Reasoning reasoning) {
        Progress progress = reasoning.progress();
        return reasoning.condensing() == null
                ? new TurnEffect.CallModel(
                        reasoning.turn(),
                        progress.step(),
                        reasoning.attempt(),
                        reasoning.output(),
                        progress.model())
                : new TurnEffect.CondenseContext(
                        reasoning.turn(),
                        progress.step(),
                        reasoning.attempt(),
                        progress.model(),
                        reasoning.condensing());
    }

    private static List<TurnEffect> outstandingOf(TurnState.Acting acting) {
        List<TurnEffect> effects = new ArrayList<>();
        StepNumber step = acting.progress().step();
        for (CallState call : acting.calls()) {
            if (call instanceof CallState.Started started) {
                effects.add(
                        new TurnEffect.RunTool(
                                acting.turn(),
                                step,
                                started.attempt(),
                                started.planned().call(),
                                approved(started.planned())));
            } else if (call instanceof CallState.InDoubt doubt) {
                effects.add(
                        new TurnEffect.ProbeTool(
                                acting.turn(), step, doubt.attempt(), doubt.planned().call()));
            }
        }
        if (effects.isEmpty() || ToolDecision.mayStart(acting)) {
            effects.add(new TurnEffect.Advance(acting.turn()));
        }
        return List.copyOf(effects);
    }

    private static @Nullable CallHash approved(PlannedCall planned) {
        return planned.clearance() instanceof Clearance.Given given ? given.hash() : null;
    }

    /** What is waited for; the one wait that may have a limit first. */
    private static List<TurnEffect> owed(TurnState.Open waiting) {
        List<CallState> calls = waiting.calls();
        Set<ToolCallId> results = ids(calls, CallState.Requested.class);
        Set<ToolCallId> rulings = ids(calls, CallState.Asked.class);
        Set<ToolCallId> approvals = ids(calls, CallState.AwaitingApproval.class);
        List<TurnEffect> effects = new ArrayList<>();
        if (!results.isEmpty()) {
            Instant until = CallFold.clientUntil(waiting);
            effects.add(new TurnEffect.AwaitClientResults(waiting.turn(), results, until));
        }
        if (!rulings.isEmpty()) {
            effects.add(new TurnEffect.AwaitRuling(waiting.turn(), rulings));
        }
        if (!approvals.isEmpty()) {
            effects.add(new TurnEffect.AwaitApproval(waiting.turn(), approvals));
        }
        Set<ToolCallId> tasks = ids(calls, CallState.Delegated.class);
        if (!tasks.isEmpty()) {
            effects.add(new TurnEffect.AwaitTasks(waiting.turn(), tasks));
        }
        return List.copyOf(effects);
    }

    private static Set<ToolCallId> ids(List<CallState> calls, Class<? extends CallState> where) {
        Set<ToolCallId> ids = new HashSet<>();
        for (CallState call : calls) {
            if (where.isInstance(call)) {
                ids.add(call.id());
            }
        }
        return ids;
    }
}
