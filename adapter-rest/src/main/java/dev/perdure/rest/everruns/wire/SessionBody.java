package dev.perdure.rest.everruns.wire;

import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.session.Session;
import dev.perdure.session.SessionSettings;
import dev.perdure.session.SessionStatus;
import java.util.UUID;

/** A session, as all dialects of the family tell it but for ids and status. */
public final class SessionBody {

    /** Whoever uses an installation without accounts. */
    private static final UUID ANYONE = new UUID(0, 1);

    private SessionBody() {}

    /**
     * The session.
     *
     * @param spelling of the ids of session and agent
     */
    public static JsonObject write(Session session, IdSpelling spelling, String status) {
        SessionSettings settings = session.settings();
        UUID id = session.key().id().value();
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", spelling.write(WireId.SESSION, id))
                        .put(
                                "organization_id",
                                WireId.ORGANISATION.write(session.key().organisation().value()))
                        .put("harness_id", WireId.HARNESS.write(settings.harness().value()));
        if (settings.agent() != null) {
            body.put("agent_id", spelling.write(WireId.AGENT, settings.agent().value()));
        }
        // The workspace that is the session's own needs no id of its own.
        UUID workspace = settings.workspace() == null ? id : settings.workspace().value();
        body.put("workspace_id", WireId.WORKSPACE.write(workspace))
                .put("owner_principal_id", WireId.PRINCIPAL.write(ANYONE));
        if (!settings.title().isEmpty()) {
            body.put("title", settings.title());
        }
        body.put("tags", WireList.strings(settings.tags()))
                .put("capabilities", CapabilityWire.write(settings.capabilities()))
                .put("tools", ToolWire.definitions(settings.tools()));
        if (settings.model() != null) {
            body.put("model_id", ModelChoice.write(settings.model()));
        }
        if (!settings.instructions().isEmpty()) {
            body.put("system_prompt", settings.instructions());
        }
        if (settings.maxSteps() != null) {
            body.put("max_iterations", settings.maxSteps());
        }
        for (JsonMember kept : settings.extensions().members()) {
            body.put(kept.name(), kept.value());
        }
        if (!settings.ancestors().isEmpty()) {
            body.put(
                    "parent_session_id",
                    spelling.write(WireId.SESSION, settings.ancestors().getFirst().value()));
        }
        return body.put("status", status)
                .put("created_at", WireTime.write(session.createdAt()))
                .put("updated_at", WireTime.write(session.updatedAt()))
                .build();
    }

    /** The newest words for what a session does. */
    public static String state(SessionStatus status) {
        return switch (status) {
            case STARTED -> "started";
            case ACTIVE -> "active";
            case WAITING_FOR_TOOL_RESULTS -> "waitingfortoolresults";
            case IDLE -> "idle";
        };
    }
}
