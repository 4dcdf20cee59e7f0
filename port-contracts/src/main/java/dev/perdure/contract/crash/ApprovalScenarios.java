package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.awaitsTheEnd;
import static dev.perdure.contract.crash.Act.cancels;
import static dev.perdure.contract.crash.Act.drains;
import static dev.perdure.contract.crash.Act.says;
import static dev.perdure.contract.crash.Act.watchesFor;

import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import java.util.List;

/** Calls that run only after a person has allowed them. */
final class ApprovalScenarios {

    private static final Act WATCHES_FOR_A_QUESTION = watchesFor(StepEvent.ApprovalRequested.class);

    private ApprovalScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("a call that a person allows", says("call wire")),
                Scenario.of("a call that a person changes and allows", says("call wire"))
                        .in(Setting.USUAL.with(Leave.EDIT)),
                Scenario.of("a call that a person rejects", says("call wire"))
                        .in(Setting.USUAL.with(Leave.REJECT)),
                Scenario.of(
                        "a call that needs leave beside three that do not",
                        says("call wire,look,send,pay"),
                        awaitsTheEnd()),
                Scenario.of("two answers at once, on two nodes", says("call wire"))
                        .in(Setting.USUAL.twoNodes()),
                Scenario.of(
                        "a node that is asked to stop while a person is asked",
                        says("call wire"),
                        WATCHES_FOR_A_QUESTION,
                        drains()),
                Scenario.of(
                                "a cancel while a person is asked",
                                says("call wire"),
                                WATCHES_FOR_A_QUESTION,
                                cancels())
                        .endsIn(TurnEvent.TurnCancelled.class));
    }
}
