package dev.perdure.capability;

import dev.perdure.tool.ToolDefinition;
import java.util.List;

/**
 * A named bundle of instructions and tools.
 *
 * @param instructions joined to the agent's own; empty when it contributes none
 */
public record Capability(
        CapabilityId id,
        String name,
        String description,
        String instructions,
        List<ToolDefinition> tools) {

    public Capability {
        tools = List.copyOf(tools);
    }
}
