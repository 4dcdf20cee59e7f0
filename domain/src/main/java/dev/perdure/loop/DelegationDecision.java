package dev.perdure.loop;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;

/** The part of the machine that decides about calls whose work is put on other sessions. */
final class DelegationDecision {

    private DelegationDecision() {}

    /** The call waits from here on, and frees its place among the parallel ones. */
    static Either<Refusal, Decision> delegated(
            TurnState.Acting state, TurnInput.ToolDelegated input) {
        return ToolDecision.running(state, input.call())
                .map(run -> {
                    StepEvent fact =
                            new StepEvent.ToolDelegated(
                                    state.turn(),
                                    state.progress().step(),
                                    input.call(),
                                    run.planned().call().name(),
                                    input.task(),
                                    input.moment().now());
                    return new Decision(
                            ToolDecision.withNext(state, List.of(fact), input.moment()));
                });
    }

    /** The answer of a session is the result of the one call that waits for it. */
    static Either<Refusal, Decision> answered(TurnState.Open state, TurnInput.TaskAnswered input) {
        for (CallState call : state.calls()) {
            if (call instanceof CallState.Delegated delegated
                    && call.id().equals(input.call())
                    && delegated.task().equals(input.task())) {
                boolean backwards = input.now().isBefore(delegated.since());
                Duration took =
                        backwards
                                ? Duration.ZERO
                                : Duration.between(delegated.since(), input.now());
                Event fact =
                        ToolDecision.completed(
                                state.progress(), delegated.planned(), input.result(), took);
                return TurnDecision.facts(List.of(fact));
            }
        }
        return TurnDecision.unfit(state, "take the answer of a sub-agent it does not wait for");
    }
}
