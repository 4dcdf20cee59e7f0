package dev.perdure.resolution;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolOwner;
import dev.perdure.turn.TurnLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The effective settings of one turn, after harness, agent, session and message have had their say.
 *
 * @param instructions the whole system prompt
 * @param fallbackModels the models to go to when {@code model} fails, in order, each once
 * @param tools every tool the model is offered, names unique
 * @param toolOrigins the use of a capability that contributed a tool, by tool name
 * @param whenUnknown what is made of a call whose outcome neither hints nor the tool settle
 * @param network the hosts that tools may ask, as agent and session say it; each bound holds
 * @param notes whether notes may stand for the older part of a conversation
 */
public record ResolvedAgent(
        String instructions,
        ModelRef model,
        List<ModelRef> fallbackModels,
        JsonObject modelSettings,
        List<ToolDefinition> tools,
        Map<String, CapabilityRef> toolOrigins,
        TurnLimits limits,
        OutcomePolicy whenUnknown,
        List<NetworkAccess> network,
        boolean notes) {

    public ResolvedAgent {
        fallbackModels = List.copyOf(fallbackModels);
        tools = List.copyOf(tools);
        network = List.copyOf(network);
        toolOrigins = Map.copyOf(toolOrigins);
    }

    /** The same settings with its models called by other names, each of them once. */
    public ResolvedAgent withModelsNamed(UnaryOperator<ModelRef> naming) {
        ModelRef first = naming.apply(model);
        return new ResolvedAgent(
                instructions,
                first,
                fallbackModels.stream()
                        .map(naming)
                        .distinct()
                        .filter(other -> !other.equals(first))
                        .toList(),
                modelSettings,
                tools,
                toolOrigins,
                limits,
                whenUnknown,
                network,
                notes);
    }

    public Optional<ToolDefinition> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** Whether the client runs the tool of this name; unknown tools are the engine's to refuse. */
    public boolean clientRuns(String name) {
        return tool(name).map(tool -> tool.owner() == ToolOwner.CLIENT).orElse(false);
    }
}
