package dev.perdure.contract.crash;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.engine.toolserver.ServedTools;
import dev.perdure.json.JsonObject;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.List;

/** The engine's own way to tools of servers; the server learns whose calls will come to it. */
record ServedRuns(ServedTools tools, PlayedServer server) implements ToolRunner {

    static final CapabilityRef USE =
            new CapabilityRef(
                    new CapabilityId(ServedTools.FAMILY.value() + ":" + PlayedServer.NAME),
                    JsonObject.empty());

    @Override
    public List<Capability> capabilities() {
        return tools.capabilities();
    }

    @Override
    public Contribution contribute(OrganisationId organisation, CapabilityRef use) {
        return tools.contribute(organisation, use);
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        server.expect(call, context);
        return tools.run(capability, call, context);
    }
}
