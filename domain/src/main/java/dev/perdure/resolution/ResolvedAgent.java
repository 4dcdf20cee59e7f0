package dev.perdure.resolution;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.NetworkAccess;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.turn.TurnLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The effective settings of one turn, after harness, agent, session and message have had their say.
 *
 * @param harness what the session runs on
 * @param capabilities those in use, with the hashes of their settings
 * @param instructions the whole system prompt
 * @param fallbackModels the models to go to when {@code model} fails, in order, each once
 * @param tools every tool the model is offered, names unique
 * @param toolOrigins the use of a capability that contributed a tool, by tool name
 * @param toolSources who runs a tool, as {@link Contribution.Given#source} has it, by tool name
 * @param toolClaims the layer on whose word the hints of a tool rest, by tool name; of the others
 *     the program vouches for them
 * @param whenUnknown what is made of a call whose outcome neither hints nor the tool settle
 * @param network the hosts that tools may ask, as agent and session say it; each bound holds
 * @param notes when notes are written of the older part of a conversation
 * @param messageTimes whether the model is shown when messages were sent
 * @param approvals which calls need a person
 */
public record ResolvedAgent(
        HarnessId harness,
        List<TurnSetup.Used> capabilities,
        String instructions,
        ModelRef model,
        List<ModelRef> fallbackModels,
        JsonObject modelSettings,
        List<ToolDefinition> tools,
        Map<String, CapabilityRef> toolOrigins,
        Map<String, String> toolSources,
        Map<String, String> toolClaims,
        TurnLimits limits,
        OutcomePolicy whenUnknown,
        List<NetworkAccess> network,
        NotesPolicy notes,
        boolean messageTimes,
        List<ApprovalRule> approvals) {

    public ResolvedAgent {
        capabilities = List.copyOf(capabilities);
        fallbackModels = List.copyOf(fallbackModels);
        tools = List.copyOf(tools);
        network = List.copyOf(network);
        toolOrigins = Map.copyOf(toolOrigins);
        toolSources = Map.copyOf(toolSources);
        toolClaims = Map.copyOf(toolClaims);
        approvals = List.copyOf(approvals);
    }

    /** The same settings with its models called by other names, each of them once. */
    public ResolvedAgent withModelsNamed(UnaryOperator<ModelRef> naming) {
        ModelRef first = naming.apply(model);
        return new ResolvedAgent(
                harness,
                capabilities,
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
                toolSources,
                toolClaims,
                limits,
                whenUnknown,
                network,
                notes,
                messageTimes,
                approvals);
    }

    /** What a turn that runs with this says of it in the log. */
    public TurnSetup setup() {
        return SetupHashes.setup(this);
    }

    public Optional<ToolDefinition> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** Why a call of the tool needs a person; empty when it needs none, as a question does not. */
    public Optional<String> approvalRule(ToolDefinition tool) {
        CapabilityRef origin = toolOrigins.get(tool.name());
        if (origin != null && origin.id().equals(CapabilityId.ASK_USER)) {
            return Optional.empty();
        }
        String claimedBy = toolClaims.get(tool.name());
        return approvals.stream()
                .flatMap(rule ->
                        rule.asks(rule.believes(claimedBy) ? tool : cautious(tool)).stream())
                .findFirst();
    }

    /** The same tool of whose effect nothing is promised. */
    private static ToolDefinition cautious(ToolDefinition tool) {
        return new ToolDefinition(
                tool.name(),
                tool.description(),
                tool.parameters(),
                ToolHints.UNKNOWN,
                tool.owner());
    }

    /**
     * Whether a run of unknown outcome may be repeated without asking. Of a call that a person has
     * to allow, somebody's claim is not enough.
     */
    public boolean isRepeatable(ToolDefinition tool) {
        return tool.hints().repeatable()
                && !(toolClaims.containsKey(tool.name()) && approvalRule(tool).isPresent());
    }

    /** Content hash of what the tool is here, and of what brought it; the same on every node. */
    public String definitionHash(ToolDefinition tool) {
        CapabilityRef origin = toolOrigins.get(tool.name());
        return origin == null
                ? hash(tool, "", JsonObject.empty(), "")
                : definitionHash(tool, origin, toolSources.getOrDefault(tool.name(), ""));
    }

    /**
     * The same for a tool that a capability brings.
     *
     * @param source as {@link Contribution.Given#source} has it
     */
    public static String definitionHash(ToolDefinition tool, CapabilityRef origin, String source) {
        return hash(tool, origin.id().value(), origin.config(), source);
    }

    private static String hash(
            ToolDefinition tool, String capability, JsonObject config, String source) {
        return JsonText.of(
                        JsonArray.of(
                                new JsonString(tool.contentHash()),
                                new JsonString(capability),
                                config,
                                new JsonString(source)))
                .sha256();
    }

    /** Whether the client runs the tool of this name; unknown tools are the engine's to refuse. */
    public boolean clientRuns(String name) {
        return tool(name).map(tool -> tool.owner() == ToolOwner.CLIENT).orElse(false);
    }
}
