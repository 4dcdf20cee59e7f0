package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.awaits;
import static dev.perdure.contract.crash.Act.handsIn;
import static dev.perdure.contract.crash.Act.removes;
import static dev.perdure.contract.crash.Act.renames;
import static dev.perdure.contract.crash.Act.says;
import static dev.perdure.contract.crash.Act.saysInVain;

import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageStrategy;
import java.util.List;

/** What is said, and done to a session, while a turn is under way. */
final class MessageScenarios {

    private static final Act AWAITS_TEXT = awaits(Delta.OutputDelta.class);
    private static final Act AWAITS_A_RUN = awaits(StepEvent.ToolStarted.class);
    private static final Act AWAITS_A_RESULT = awaits(StepEvent.ToolCompleted.class);
    private static final Act AWAITS_THE_CALL = awaits(StepEvent.ClientToolsRequested.class);

    private MessageScenarios() {}

    static List<Scenario> all() {
        return List.of(
                two("a message that waits its turn", says("call send"), says("second")),
                two("messages that wait in a row", says("call send"), says("second"), says("third"))
                        .holds(3),
                Scenario.of("a message that is said twice", says("call send"), says("call send")),
                two(
                        "a message that joins a turn with tools",
                        says("call ask,send"),
                        AWAITS_THE_CALL,
                        says("second", MessageStrategy.STEER),
                        handsIn("call_ask")),
                two(
                        "a message that joins in the last moment, or comes too late",
                        says("call send"),
                        AWAITS_A_RESULT,
                        says("second", MessageStrategy.STEER)),
                two(
                        "a message that would join where nothing is under way",
                        says("second", MessageStrategy.STEER),
                        says("Hello")),
                stopped(
                        "a message that interrupts an answer",
                        says("talk"),
                        AWAITS_TEXT,
                        says("second", MessageStrategy.INTERRUPT)),
                stopped(
                        "a message that interrupts a tool",
                        says("call hang"),
                        AWAITS_A_RUN,
                        says("second", MessageStrategy.INTERRUPT)),
                stopped(
                        "a message that interrupts a wait for the client",
                        says("call ask"),
                        AWAITS_THE_CALL,
                        says("second", MessageStrategy.INTERRUPT)),
                stopped(
                        "a message that rolls an answer back and moves the head",
                        says("talk"),
                        AWAITS_TEXT,
                        says("second", MessageStrategy.ROLLBACK)),
                stopped(
                        "a message that rolls a tool back and moves the head",
                        says("call hang"),
                        AWAITS_A_RUN,
                        says("second", MessageStrategy.ROLLBACK)),
                Scenario.of(
                        "a message that is refused",
                        says("call ask"),
                        AWAITS_THE_CALL,
                        saysInVain("second"),
                        handsIn("call_ask")),
                Scenario.of(
                        "a session that gets another name",
                        says("call ask"),
                        AWAITS_THE_CALL,
                        renames(),
                        handsIn("call_ask")),
                Scenario.of(
                                "a session that is removed within an answer",
                                says("talk"),
                                AWAITS_TEXT,
                                removes())
                        .holds(0));
    }

    private static Scenario two(String sentence, Act... acts) {
        return Scenario.of(sentence, acts).holds(2);
    }

    private static Scenario stopped(String sentence, Act... acts) {
        return two(sentence, acts).endsIn(TurnEvent.TurnCancelled.class);
    }
}
