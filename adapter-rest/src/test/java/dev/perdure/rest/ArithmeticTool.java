package dev.perdure.rest;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.util.List;

/** A capability with one harmless tool, which adds. */
final class ArithmeticTool implements ToolRunner {

    static final CapabilityId ID = new CapabilityId("arithmetic");

    @Override
    public List<Capability> capabilities() {
        JsonObject parameters =
                (JsonObject)
                        Json.parse(
                                        """
                                        {"type":"object","properties":{"a":{"type":"number"},
                                        "b":{"type":"number"}},"required":["a","b"]}\
                                        """)
                                .get();
        ToolDefinition add =
                new ToolDefinition(
                        "add", "Adds.", parameters, ToolHints.READ_ONLY, ToolOwner.ENGINE);
        return List.of(new Capability(ID, "Arithmetic", "Adds.", "", List.of(add)));
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
        JsonObject arguments = (JsonObject) call.arguments().value();
        long sum = arguments.longValue("a").orElse(0) + arguments.longValue("b").orElse(0);
        return ToolResult.success(Long.toString(sum));
    }
}
