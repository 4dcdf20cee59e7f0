package dev.perdure.rest.everruns.current;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.everruns.wire.CapabilityWire;
import dev.perdure.rest.everruns.wire.Fields;
import dev.perdure.rest.everruns.wire.HarnessChoice;
import dev.perdure.rest.everruns.wire.KeptMembers;
import dev.perdure.rest.everruns.wire.McpMember;
import dev.perdure.rest.everruns.wire.ModelChoice;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolDefinition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about an agent's settings: an edit that leaves alone what it does not
 * mention. JSON null clears a member that may be empty.
 */
final class AgentRequest implements UnaryOperator<AgentSettings> {

    /** Settings for the model's driver; a member of our own. */
    static final String MODEL_SETTINGS = "model_settings";

    /** The models to go to when the agent's model fails; a member of our own. */
    static final String FALLBACK_MODELS = "fallback_models";

    private static final int DESCRIPTION_CHARACTERS_MAX = 10 * 1024;

    private final Fields body;
    private final Optional<List<CapabilityRef>> capabilities;
    private final Optional<List<ToolDefinition>> tools;
    private final Optional<List<String>> tags;
    private final Optional<HarnessId> harness;
    private final @Nullable ModelRef model;
    private final List<ModelRef> fallbackModels;
    private final OptionalInt maxSteps;
    private final @Nullable OutcomePolicy whenUnknown;
    private final @Nullable Boolean notes;

    /** Reads everything at once, so that {@link #apply} cannot fail. */
    AgentRequest(Fields body, Harnesses harnesses) {
        this.body = body;
        this.harness = HarnessChoice.of(body, harnesses).map(HarnessDefinition::id);
        this.capabilities = CapabilityWire.read(body);
        this.tools = ToolWire.read(body);
        this.tags = body.strings("tags");
        this.model = ModelChoice.of(body, "default_model_id", "model");
        this.fallbackModels = ModelChoice.all(body, FALLBACK_MODELS);
        this.maxSteps = body.count("max_iterations");
        this.whenUnknown = DecisionWire.policy(body);
        this.notes = ContextWire.notes(body);
        KeptMembers.read(body, KeptMembers.OF_AGENTS, JsonObject.empty());
        check();
    }

    private void check() {
        body.string("name");
        body.string("display_name");
        body.string("system_prompt");
        body.object(MODEL_SETTINGS);
        if (body.string("description").orElse("").length() > DESCRIPTION_CHARACTERS_MAX) {
            throw RequestProblems.invalid(
                    "description", "is longer than " + DESCRIPTION_CHARACTERS_MAX + " characters.");
        }
    }

    @Override
    public AgentSettings apply(AgentSettings before) {
        JsonObject kept = KeptMembers.read(body, KeptMembers.OF_AGENTS, before.extensions());
        return new AgentSettings(
                body.string("name").orElse(before.name()),
                text("display_name", before.displayName()),
                text("description", before.description()),
                text("system_prompt", before.instructions()),
                body.has("harness_id") || body.has("harness_name")
                        ? harness.orElse(null)
                        : before.harness(),
                body.has("default_model_id") || body.has("model") ? model : before.model(),
                body.has(FALLBACK_MODELS) ? fallbackModels : before.fallbackModels(),
                body.has(MODEL_SETTINGS)
                        ? body.object(MODEL_SETTINGS).orElse(JsonObject.empty())
                        : before.modelSettings(),
                McpMember.uses(
                        capabilities.orElse(before.capabilities()), before.extensions(), kept),
                tools.orElse(before.tools()),
                tags.orElse(before.tags()),
                maxSteps(before),
                body.has(DecisionWire.POLICY) ? whenUnknown : before.whenUnknown(),
                body.has(ContextWire.COMPACTION) ? notes : before.notes(),
                kept);
    }

    private String text(String name, String before) {
        return body.has(name) ? body.string(name).orElse("") : before;
    }

    /** Zero is a way of saying that the harness decides. */
    private @Nullable Integer maxSteps(AgentSettings before) {
        if (!body.has("max_iterations")) {
            return before.maxSteps();
        }
        return maxSteps.isPresent() && maxSteps.getAsInt() > 0 ? maxSteps.getAsInt() : null;
    }
}
