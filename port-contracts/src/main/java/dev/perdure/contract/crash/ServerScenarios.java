package dev.perdure.contract.crash;

import static dev.perdure.contract.crash.Act.says;

import dev.perdure.tool.OutcomePolicy;
import java.util.List;

/**
 * Tools of an MCP server: it is compared, called, and answers, and each of that is a crossing of
 * its own between the intent in the log and the result.
 */
final class ServerScenarios {

    private static final Setting USUAL = Setting.USUAL;

    private ServerScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "a tool of an MCP server that acts once for each key",
                        says("call desk__charge")),
                Scenario.of(
                        "a tool of an MCP server that must not be repeated; the model is told",
                        says("call desk__fax")),
                Scenario.of(
                                "a tool of an MCP server that must not be repeated; somebody finds"
                                        + " out",
                                says("call desk__fax"))
                        .in(USUAL.with(Look.FIND_OUT)),
                Scenario.of("an MCP server that hangs up in a call", says("call desk__drop")),
                Scenario.of(
                                "an MCP server that hangs up in a call; the policy tells the model",
                                says("call desk__drop"))
                        .in(USUAL.with(OutcomePolicy.FAIL_TO_MODEL)),
                Scenario.of(
                        "tools of an MCP server beside others",
                        says("call desk__charge,look,desk__fax,mark")));
    }
}
