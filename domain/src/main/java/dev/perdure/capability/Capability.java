package dev.perdure.capability;

import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolDefinition;
import java.util.List;

/**
 * A named bundle of instructions and tools.
 *
 * @param category the shelf that lists show it on; empty when none
 * @param configSchema JSON Schema of the settings a use of it may have; empty when it looks at none
 * @param dependencies the capabilities whoever has this one gets with it
 * @param features what a client may offer because of it, for example {@code file_system}
 * @param instructions joined to the agent's own where a use of it does not say otherwise; empty
 *     when it contributes none
 * @param tools what a use of it contributes where its settings do not decide
 */
public record Capability(
        CapabilityId id,
        String name,
        String description,
        String category,
        RiskLevel risk,
        JsonObject configSchema,
        List<CapabilityId> dependencies,
        List<String> features,
        String instructions,
        List<ToolDefinition> tools) {

    public Capability {
        dependencies = List.copyOf(dependencies);
        features = List.copyOf(features);
        tools = List.copyOf(tools);
    }

    /** One of low risk without settings, which stands by itself. */
    public Capability(
            CapabilityId id,
            String name,
            String description,
            String instructions,
            List<ToolDefinition> tools) {
        this(
                id,
                name,
                description,
                "",
                RiskLevel.LOW,
                JsonObject.empty(),
                List.of(),
                List.of(),
                instructions,
                tools);
    }

    /** The same on a shelf, and with how much may go wrong through it. */
    public Capability rated(String onShelf, RiskLevel howRisky) {
        return new Capability(
                id,
                name,
                description,
                onShelf,
                howRisky,
                configSchema,
                dependencies,
                features,
                instructions,
                tools);
    }

    /** The same with settings of this form. */
    public Capability configuredBy(JsonObject schema) {
        return new Capability(
                id,
                name,
                description,
                category,
                risk,
                schema,
                dependencies,
                features,
                instructions,
                tools);
    }

    /** The same together with others. */
    public Capability dependingOn(CapabilityId... others) {
        return new Capability(
                id,
                name,
                description,
                category,
                risk,
                configSchema,
                List.of(others),
                features,
                instructions,
                tools);
    }

    /** The same with what clients may offer because of it. */
    public Capability withFeatures(String... names) {
        return new Capability(
                id,
                name,
                description,
                category,
                risk,
                configSchema,
                dependencies,
                List.of(names),
                instructions,
                tools);
    }

    /** What a use of it contributes where its settings do not decide. */
    public Contribution.Given contribution() {
        return new Contribution.Given(instructions, tools);
    }
}
