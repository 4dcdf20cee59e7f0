package dev.perdure.agent;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The versioned part of an agent: everything that changes what it does or how it is presented.
 *
 * @param name as its author wrote it, free text
 * @param displayName empty when none
 * @param description empty when none
 * @param instructions the system prompt; may be empty
 * @param harness what its sessions run on that name none; absent means the standard one
 * @param model absent means the harness decides
 * @param fallbackModels the models to go to, in order, when the one of a turn fails
 * @param modelSettings settings handed to the model's driver; empty when none
 * @param tools client tools, in the order given
 * @param maxSteps bound of reason-and-act rounds; absent means the harness decides
 * @param whenUnknown what is made of a tool call whose outcome is unknown; absent means the harness
 *     decides
 * @param notes whether notes may stand for the older part of a conversation that has become too
 *     long; absent means that they may
 * @param extensions members of the author's document the engine keeps and does not act upon, but
 *     for {@code network_access}, which bounds whom tools may ask
 */
public record AgentSettings(
        String name,
        String displayName,
        String description,
        String instructions,
        @Nullable HarnessId harness,
        @Nullable ModelRef model,
        List<ModelRef> fallbackModels,
        JsonObject modelSettings,
        List<CapabilityRef> capabilities,
        List<ToolDefinition> tools,
        List<String> tags,
        @Nullable Integer maxSteps,
        @Nullable OutcomePolicy whenUnknown,
        @Nullable Boolean notes,
        JsonObject extensions) {

    public AgentSettings {
        fallbackModels = List.copyOf(fallbackModels);
        capabilities = List.copyOf(capabilities);
        tools = List.copyOf(tools);
        tags = List.copyOf(tags);
    }

    /** Settings with a name and a prompt and nothing else chosen. */
    public static AgentSettings of(String name, String instructions) {
        return new AgentSettings(
                name,
                "",
                "",
                instructions,
                null,
                null,
                List.of(),
                JsonObject.empty(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                JsonObject.empty());
    }

    public AgentSettings withModel(ModelRef chosen) {
        return new AgentSettings(
                name,
                displayName,
                description,
                instructions,
                harness,
                chosen,
                fallbackModels,
                modelSettings,
                capabilities,
                tools,
                tags,
                maxSteps,
                whenUnknown,
                notes,
                extensions);
    }

    public AgentSettings withFallbackModels(List<ModelRef> chosen) {
        return new AgentSettings(
                name,
                displayName,
                description,
                instructions,
                harness,
                model,
                chosen,
                modelSettings,
                capabilities,
                tools,
                tags,
                maxSteps,
                whenUnknown,
                notes,
                extensions);
    }

    public AgentSettings withModelSettings(JsonObject chosen) {
        return new AgentSettings(
                name,
                displayName,
                description,
                instructions,
                harness,
                model,
                fallbackModels,
                chosen,
                capabilities,
                tools,
                tags,
                maxSteps,
                whenUnknown,
                notes,
                extensions);
    }

    public AgentSettings withWhenUnknown(@Nullable OutcomePolicy chosen) {
        return new AgentSettings(
                name,
                displayName,
                description,
                instructions,
                harness,
                model,
                fallbackModels,
                modelSettings,
                capabilities,
                tools,
                tags,
                maxSteps,
                chosen,
                notes,
                extensions);
    }

    public AgentSettings withNotes(@Nullable Boolean chosen) {
        return new AgentSettings(
                name,
                displayName,
                description,
                instructions,
                harness,
                model,
                fallbackModels,
                modelSettings,
                capabilities,
                tools,
                tags,
                maxSteps,
                whenUnknown,
                chosen,
                extensions);
    }

    public AgentSettings withCapabilities(List<CapabilityRef> chosen) {
        return new AgentSettings(
                name,
                displayName,
                description,
                instructions,
                harness,
                model,
                fallbackModels,
                modelSettings,
                chosen,
                tools,
                tags,
                maxSteps,
                whenUnknown,
                notes,
                extensions);
    }
}
