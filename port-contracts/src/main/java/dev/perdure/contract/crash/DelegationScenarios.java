package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.cancels;
import static dev.perdure.contract.crash.Act.drains;
import static dev.perdure.contract.crash.Act.says;
import static dev.perdure.contract.crash.Act.watchesFor;

import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import java.util.List;

/** Calls that wait for sub-agents. */
final class DelegationScenarios {

    private static final Setting DELEGATING = Setting.USUAL.delegating();
    private static final Act WATCHES_FOR_A_TASK = watchesFor(StepEvent.ToolDelegated.class);

    private DelegationScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("a sub-agent that acts", says("delegate call pay")).in(DELEGATING),
                Scenario.of("two sub-agents at once", says("delegate call mark; tell"))
                        .in(DELEGATING),
                Scenario.of("two nodes, and a sub-agent", says("delegate call mark"))
                        .in(DELEGATING.twoNodes()),
                Scenario.of(
                                "a node that is asked to stop while a sub-agent works",
                                says("delegate call look"),
                                WATCHES_FOR_A_TASK,
                                drains())
                        .in(DELEGATING),
                Scenario.of(
                                "a cancel while a sub-agent works",
                                says("delegate mute"),
                                WATCHES_FOR_A_TASK,
                                cancels())
                        .in(DELEGATING)
                        .endsIn(TurnEvent.TurnCancelled.class));
    }
}
