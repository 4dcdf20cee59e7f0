package dev.perdure.rest.everruns.current;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.Slug;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.CapabilityWire;
import dev.perdure.rest.everruns.wire.ModelChoice;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.rest.everruns.wire.WireTime;

/** The agent of this dialect. */
final class AgentWire {

    private AgentWire() {}

    static JsonObject write(Agent agent, Harnesses harnesses) {
        AgentSettings settings = agent.settings();
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", WireId.AGENT.write(agent.id().value()))
                        .put("name", settings.name());
        String displayName = displayName(settings);
        if (!displayName.isEmpty()) {
            body.put("display_name", displayName);
        }
        if (!settings.description().isEmpty()) {
            body.put("description", settings.description());
        }
        body.put("system_prompt", settings.instructions());
        if (settings.model() != null) {
            body.put("default_model_id", ModelChoice.write(settings.model()));
        }
        if (!settings.fallbackModels().isEmpty()) {
            body.put(
                    AgentRequest.FALLBACK_MODELS,
                    WireList.strings(
                            settings.fallbackModels().stream().map(ModelChoice::write).toList()));
        }
        body.put("harness_id", WireId.HARNESS.write(harness(settings, harnesses).value()))
                .put("capabilities", CapabilityWire.write(settings.capabilities()))
                .put("tools", ToolWire.definitions(settings.tools()))
                .put("tags", WireList.strings(settings.tags()));
        if (settings.maxSteps() != null) {
            body.put("max_iterations", settings.maxSteps());
        }
        if (settings.whenUnknown() != null) {
            body.put(DecisionWire.POLICY, DecisionWire.word(settings.whenUnknown()));
        }
        if (settings.notes() != null) {
            body.put(ContextWire.COMPACTION, ContextWire.compaction(settings.notes()));
        }
        if (!settings.modelSettings().members().isEmpty()) {
            body.put(AgentRequest.MODEL_SETTINGS, settings.modelSettings());
        }
        for (JsonMember kept : settings.extensions().members()) {
            body.put(kept.name(), kept.value());
        }
        return body.put("status", status(agent.status()))
                .put("created_at", WireTime.write(agent.createdAt()))
                .put("updated_at", WireTime.write(agent.updatedAt()))
                .build();
    }

    private static HarnessId harness(AgentSettings settings, Harnesses harnesses) {
        return settings.harness() == null ? harnesses.standard().id() : settings.harness();
    }

    private static String displayName(AgentSettings settings) {
        if (!settings.displayName().isEmpty() || Slug.isSlug(settings.name())) {
            return settings.displayName();
        }
        return settings.name();
    }

    private static String status(AgentStatus status) {
        return switch (status) {
            case ACTIVE -> "active";
            case ARCHIVED -> "archived";
        };
    }
}
