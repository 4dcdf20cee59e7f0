package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.awaits;
import static dev.perdure.contract.crash.Act.awaitsTheEnd;
import static dev.perdure.contract.crash.Act.cancels;
import static dev.perdure.contract.crash.Act.drains;
import static dev.perdure.contract.crash.Act.says;
import static dev.perdure.contract.crash.Act.watchesFor;

import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import java.util.List;

/** A client that wants a turn to stop, at each of its phases. */
final class CancelScenarios {

    private CancelScenarios() {}

    static List<Scenario> all() {
        return List.of(
                stopped(
                        "a cancel before the model says a word",
                        says("mute"),
                        awaits(StepEvent.ReasonStarted.class),
                        cancels()),
                stopped(
                        "a cancel within an answer",
                        says("talk"),
                        awaits(Delta.OutputDelta.class),
                        cancels()),
                stopped(
                        "a cancel that is repeated",
                        says("talk"),
                        awaits(Delta.OutputDelta.class),
                        cancels(),
                        cancels()),
                stopped(
                        "a cancel while a tool acts",
                        says("call hang"),
                        awaits(StepEvent.ToolStarted.class),
                        cancels()),
                stopped(
                        "a cancel while a tool looks",
                        says("call gaze"),
                        awaits(StepEvent.ToolStarted.class),
                        cancels()),
                stopped(
                        "a cancel while tools run side by side",
                        says("call gaze,hang,look"),
                        awaits(StepEvent.ToolCompleted.class),
                        cancels()),
                stopped(
                        "a cancel while the client owes a result",
                        says("call ask"),
                        awaits(StepEvent.ClientToolsRequested.class),
                        cancels()),
                stopped(
                        "a cancel while a turn is parked",
                        says("fail RATE_LIMITED after 3000000"),
                        awaits(StepEvent.ReasonFailed.class),
                        cancels()),
                stopped(
                        "a cancel while somebody is asked",
                        says("call hang"),
                        awaits(StepEvent.ToolStarted.class),
                        drains(),
                        watchesFor(StepEvent.RulingRequested.class),
                        cancels()),
                stopped(
                                "a cancel while another message waits",
                                says("talk"),
                                awaits(Delta.OutputDelta.class),
                                says("second"),
                                cancels())
                        .holds(2),
                Scenario.of("a cancel of nothing", says("Hello"), awaitsTheEnd(), cancels()));
    }

    private static Scenario stopped(String sentence, Act... acts) {
        return Scenario.of(sentence, acts).endsIn(TurnEvent.TurnCancelled.class);
    }
}
