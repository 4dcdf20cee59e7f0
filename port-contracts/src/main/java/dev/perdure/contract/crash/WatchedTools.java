package dev.perdure.contract.crash;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.Finding;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import java.util.List;

/** Tools behind a watched door. */
record WatchedTools(ToolRunner tools, Watcher watcher) implements ToolRunner {

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
        return watcher.<ToolResult, InterruptedException>pass(
                Door.TOOL_RUN, () -> tools.run(capability, call, context));
    }

    @Override
    public Finding probe(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        return watcher.<Finding, InterruptedException>pass(
                Door.TOOL_PROBE, () -> tools.probe(capability, call, context));
    }
}
