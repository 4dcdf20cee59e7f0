package dev.perdure.persistence.codec;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.OutcomePolicy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored form of the settings of agents and sessions: canonical JSON in UTF-8. */
public final class SettingsCodec {

    private SettingsCodec() {}

    public static byte[] encode(AgentSettings settings) {
        return Json.utf8(agent(settings));
    }

    public static AgentSettings decodeAgent(byte[] stored) {
        return agent(Fields.of("agent settings", Stored.object("agent settings", stored)));
    }

    public static byte[] encode(SessionSettings settings) {
        return Json.utf8(session(settings));
    }

    public static SessionSettings decodeSession(byte[] stored) {
        return session(Fields.of("session settings", Stored.object("session settings", stored)));
    }

    private static JsonObject agent(AgentSettings settings) {
        return JsonObject.builder()
                .put("name", settings.name())
                .put("display_name", settings.displayName())
                .put("description", settings.description())
                .put("instructions", settings.instructions())
                .putIfPresent(
                        "harness",
                        Optional.ofNullable(settings.harness()).map(id -> Values.text(id.value())))
                .putIfPresent(
                        "model", Optional.ofNullable(settings.model()).map(model -> model.name()))
                .putIfPresent("fallback_models", ModelJson.refs(settings.fallbackModels()))
                .put("model_settings", settings.modelSettings())
                .put(
                        "capabilities",
                        Values.list(settings.capabilities(), SettingsCodec::capability))
                .put("tools", Values.list(settings.tools(), ToolJson::definition))
                .put("tags", Values.texts(settings.tags()))
                .putIfPresent("max_steps", Optional.ofNullable(settings.maxSteps()))
                .putIfPresent(
                        "when_unknown",
                        Optional.ofNullable(settings.whenUnknown()).map(Values::constant))
                .putIfPresent("notes", Optional.ofNullable(settings.notes()))
                .put("extensions", settings.extensions())
                .build();
    }

    private static AgentSettings agent(Fields in) {
        return new AgentSettings(
                in.text("name"),
                in.text("display_name"),
                in.text("description"),
                in.text("instructions"),
                in.orNull("harness", (from, name) -> new HarnessId(from.uuid(name))),
                in.orNull("model", ModelJson::ref),
                ModelJson.refs(in, "fallback_models"),
                in.object("model_settings"),
                in.list("capabilities", SettingsCodec::capability),
                in.list("tools", ToolJson::definition),
                in.texts("tags"),
                in.orNull("max_steps", Fields::integer),
                in.orNull("when_unknown", (from, name) -> from.constant(name, OutcomePolicy.class)),
                in.orNull("notes", Fields::flag),
                in.object("extensions"));
    }

    static JsonObject session(SessionSettings settings) {
        return JsonObject.builder()
                .put("harness", Values.text(settings.harness().value()))
                .putIfPresent("base", Optional.ofNullable(settings.base()).map(SettingsCodec::base))
                .putIfPresent(
                        "agent",
                        Optional.ofNullable(settings.agent()).map(id -> Values.text(id.value())))
                .put("title", settings.title())
                .put("tags", Values.texts(settings.tags()))
                .putIfPresent(
                        "model", Optional.ofNullable(settings.model()).map(model -> model.name()))
                .put("instructions", settings.instructions())
                .put(
                        "capabilities",
                        Values.list(settings.capabilities(), SettingsCodec::capability))
                .put("tools", Values.list(settings.tools(), ToolJson::definition))
                .putIfPresent("max_steps", Optional.ofNullable(settings.maxSteps()))
                .putIfPresent(
                        "workspace",
                        Optional.ofNullable(settings.workspace())
                                .map(id -> Values.text(id.value())))
                .put("extensions", settings.extensions())
                .putIfPresent(
                        "ancestors",
                        Optional.of(settings.ancestors())
                                .filter(ancestors -> !ancestors.isEmpty())
                                .map(ancestors ->
                                        Values.list(ancestors, id -> Values.text(id.value()))))
                .putIfPresent(
                        "ancestor_agents",
                        Optional.of(settings.ancestorAgents())
                                .filter(agents -> !agents.isEmpty())
                                .map(agents -> Values.list(agents, id -> Values.text(id.value()))))
                .build();
    }

    static SessionSettings session(Fields in) {
        return new SessionSettings(
                new HarnessId(in.uuid("harness")),
                in.orNull("base", (from, name) -> base(from.fields(name))),
                in.orNull("agent", (from, name) -> new AgentId(from.uuid(name))),
                in.text("title"),
                in.texts("tags"),
                in.orNull("model", ModelJson::ref),
                in.text("instructions"),
                in.list("capabilities", SettingsCodec::capability),
                in.list("tools", ToolJson::definition),
                in.orNull("max_steps", Fields::integer),
                in.orNull("workspace", (from, name) -> new WorkspaceId(from.uuid(name))),
                in.object("extensions"),
                in.has("ancestors")
                        ? in.texts("ancestors").stream()
                                .map(id -> new SessionId(UUID.fromString(id)))
                                .toList()
                        : List.of(),
                in.has("ancestor_agents")
                        ? in.texts("ancestor_agents").stream()
                                .map(id -> new AgentId(UUID.fromString(id)))
                                .toList()
                        : List.of());
    }

    private static JsonObject base(HarnessBase base) {
        return JsonObject.builder()
                .put("instructions", base.instructions())
                .put("capabilities", Values.list(base.capabilities(), SettingsCodec::capability))
                .putIfPresent("model", Optional.ofNullable(base.model()).map(model -> model.name()))
                .putIfPresent("max_steps", Optional.ofNullable(base.maxSteps()))
                .putIfPresent(
                        "when_unknown",
                        Optional.ofNullable(base.whenUnknown()).map(Values::constant))
                .build();
    }

    private static HarnessBase base(Fields in) {
        return new HarnessBase(
                in.text("instructions"),
                in.list("capabilities", SettingsCodec::capability),
                in.orNull("model", ModelJson::ref),
                in.orNull("max_steps", Fields::integer),
                in.orNull(
                        "when_unknown", (from, name) -> from.constant(name, OutcomePolicy.class)));
    }

    private static JsonObject capability(CapabilityRef capability) {
        return JsonObject.builder()
                .put("id", capability.id().value())
                .put("config", capability.config())
                .build();
    }

    private static CapabilityRef capability(Fields in) {
        return new CapabilityRef(new CapabilityId(in.text("id")), in.object("config"));
    }
}
