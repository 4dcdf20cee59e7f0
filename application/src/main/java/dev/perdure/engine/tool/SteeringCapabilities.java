package dev.perdure.engine.tool;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.capability.RiskLevel;
import dev.perdure.resolution.Manner;
import dev.perdure.resolution.SteeringCapability;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.TurnLimits;
import java.util.Arrays;
import java.util.List;

/**
 * Capabilities that say how turns are run. They bring neither tools nor instructions; what their
 * uses say, the resolved agent has.
 */
public final class SteeringCapabilities implements ToolRunner {

    private static final Manner ANY = Manner.usual(TurnLimits.DEFAULT);

    private static final List<Capability> OFFERED =
            Arrays.stream(SteeringCapability.values()).map(SteeringCapabilities::offered).toList();

    @Override
    public List<Capability> capabilities() {
        return OFFERED;
    }

    @Override
    public Contribution contribute(OrganisationId organisation, CapabilityRef use) {
        return SteeringCapability.after(ANY, use)
                .fold(
                        refusal -> new Contribution.Refused(refusal.sentence()),
                        fine -> new Contribution.Given("", List.of()));
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        return ToolResult.error("There is no tool " + call.name() + ".");
    }

    private static Capability offered(SteeringCapability one) {
        return new Capability(one.id(), name(one), description(one), "", List.of())
                .rated("Limits", RiskLevel.LOW)
                .configuredBy(one.schema());
    }

    private static String name(SteeringCapability one) {
        return switch (one) {
            case CLIENT_TOOLS -> "Client Tools";
            case LOOP_DETECTION -> "Loop Detection";
            case PARALLEL_TOOL_CALLS -> "Parallel Tool Calls";
            case TOOL_OUTPUT_PERSISTENCE -> "Tool Output Persistence";
            case COMPACTION -> "Compaction";
            case MESSAGE_METADATA -> "Message Metadata";
        };
    }

    private static String description(SteeringCapability one) {
        return switch (one) {
            case CLIENT_TOOLS ->
                    "How long a turn waits for results of the tools that the client runs.";
            case LOOP_DETECTION ->
                    "After how many steps with the same calls and the same results a turn is ended;"
                            + " its model is warned halfway.";
            case PARALLEL_TOOL_CALLS -> "How many calls of one step run at the same time.";
            case TOOL_OUTPUT_PERSISTENCE ->
                    "From which length on a result goes into a file of the session, and only its"
                            + " beginning and end to the model.";
            case COMPACTION ->
                    "Whether notes stand for the older part of a long conversation, and from how"
                            + " much of the model's window on.";
            case MESSAGE_METADATA -> "Shows the model when messages were sent.";
        };
    }
}
