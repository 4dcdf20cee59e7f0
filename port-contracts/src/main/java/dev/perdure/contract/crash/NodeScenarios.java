package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.awaits;
import static dev.perdure.contract.crash.Act.cancels;
import static dev.perdure.contract.crash.Act.drains;
import static dev.perdure.contract.crash.Act.elsewhere;
import static dev.perdure.contract.crash.Act.handsIn;
import static dev.perdure.contract.crash.Act.says;

import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import java.time.Duration;
import java.util.List;

/** Nodes that are asked to stop, and two at work side by side. */
final class NodeScenarios {

    private static final Setting TWO = Setting.USUAL.twoNodes();

    /** A model that falls silent on the node that goes on is missed by its bound alone. */
    private static final Bounds IMPATIENT = new Bounds().betweenChunks(Duration.ofSeconds(2));

    private NodeScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "a node that is asked to stop within an answer",
                        says("stumble"),
                        awaits(Delta.OutputDelta.class),
                        drains()),
                Scenario.of(
                                "a node that is asked to stop while a tool looks",
                                says("call gaze"),
                                awaits(StepEvent.ToolStarted.class),
                                drains(),
                                cancels())
                        .endsIn(TurnEvent.TurnCancelled.class),
                Scenario.of(
                        "a node that is asked to stop while the client owes a result",
                        says("call ask"),
                        awaits(StepEvent.ClientToolsRequested.class),
                        drains(),
                        handsIn("call_ask")),
                Scenario.of(
                        "a node that is asked to stop while a turn is parked",
                        says("fail RATE_LIMITED after 400"),
                        awaits(StepEvent.ReasonFailed.class),
                        drains()),
                Scenario.of(
                                "a node that is asked to stop with a message waiting",
                                says("call send"),
                                says("second"),
                                drains())
                        .holds(2),
                Scenario.of("two nodes, and a turn with tools", says("call look,pay,mark")).in(TWO),
                Scenario.of(
                                "two nodes, and a message at the other",
                                says("call mark"),
                                elsewhere(says("second")))
                        .in(TWO)
                        .holds(2),
                Scenario.of(
                                "two nodes, and a cancel at the other",
                                says("talk"),
                                awaits(Delta.OutputDelta.class),
                                elsewhere(cancels()))
                        .in(TWO)
                        .endsIn(TurnEvent.TurnCancelled.class),
                Scenario.of(
                                "two nodes, and a result handed in at the other",
                                says("call ask"),
                                awaits(StepEvent.ClientToolsRequested.class),
                                elsewhere(handsIn("call_ask")))
                        .in(TWO),
                Scenario.of(
                                "two nodes, one of them asked to stop",
                                says("stumble"),
                                awaits(Delta.OutputDelta.class),
                                drains())
                        .in(TWO.with(IMPATIENT)));
    }
}
