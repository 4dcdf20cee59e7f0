package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.awaits;
import static dev.perdure.contract.crash.Act.drains;
import static dev.perdure.contract.crash.Act.handsIn;
import static dev.perdure.contract.crash.Act.says;

import dev.perdure.event.StepEvent;
import dev.perdure.tool.OutcomePolicy;
import java.time.Duration;
import java.util.List;

/** What tools promise, what is made of a call whose outcome is unknown, and tools of the client. */
final class ToolScenarios {

    private static final Setting USUAL = Setting.USUAL;

    /** A tool that begins anew after it hung is not waited for until tomorrow. */
    private static final Setting PATIENT =
            USUAL.with(new Bounds().toolTime(Duration.ofSeconds(10)));

    private static final Act AWAITS_A_RUN = awaits(StepEvent.ToolStarted.class);
    private static final Act AWAITS_THE_CALL = awaits(StepEvent.ClientToolsRequested.class);

    private ToolScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of("a tool that changes nothing", says("call look")),
                Scenario.of("a tool that acts once for each key", says("call pay")),
                Scenario.of("a tool that can say what became of a call", says("call mark")),
                Scenario.of("a tool that fails", says("call trip")),
                Scenario.of("four tools at once", says("call look,pay,send,mark")),
                Scenario.of("tools in two rounds", says("chain send,pay")),
                Scenario.of(
                        "a tool that must not be repeated; somebody has the model told",
                        says("call send")),
                Scenario.of(
                                "a tool that must not be repeated; somebody has it run again",
                                says("call send"))
                        .in(USUAL.with(Look.RUN_AGAIN)),
                Scenario.of(
                                "a tool that must not be repeated; somebody finds out",
                                says("call send"))
                        .in(USUAL.with(Look.FIND_OUT)),
                Scenario.of(
                                "a tool that must not be repeated; the policy tells the model",
                                says("call send"))
                        .in(USUAL.with(OutcomePolicy.FAIL_TO_MODEL)),
                Scenario.of(
                                "a tool that must not be repeated; the policy runs it again",
                                says("call send"))
                        .in(USUAL.with(OutcomePolicy.RERUN)),
                Scenario.of(
                                "two outcomes unknown at once",
                                says("call hang,send"),
                                AWAITS_A_RUN,
                                drains())
                        .in(PATIENT),
                Scenario.of(
                                "an outcome unknown, and found out",
                                says("call hang"),
                                AWAITS_A_RUN,
                                drains())
                        .in(PATIENT.with(Look.FIND_OUT)),
                Scenario.of(
                                "an outcome unknown that the model is told",
                                says("call hang"),
                                AWAITS_A_RUN,
                                drains())
                        .in(PATIENT.with(OutcomePolicy.FAIL_TO_MODEL)),
                Scenario.of(
                        "a tool of the client",
                        says("call ask"),
                        AWAITS_THE_CALL,
                        handsIn("call_ask")),
                Scenario.of(
                        "two tools of the client, answered together",
                        says("call ask,choose"),
                        AWAITS_THE_CALL,
                        handsIn("call_ask", "call_choose")),
                Scenario.of(
                        "two tools of the client, answered one by one",
                        says("call ask,choose"),
                        AWAITS_THE_CALL,
                        handsIn("call_ask"),
                        handsIn("call_choose")),
                Scenario.of(
                        "a tool of the client beside two of the engine",
                        says("call ask,send,look"),
                        AWAITS_THE_CALL,
                        handsIn("call_ask")));
    }
}
