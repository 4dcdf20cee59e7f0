package dev.perdure.session;

import dev.perdure.agent.AgentId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session was opened with, and what was changed of it since; immutable.
 *
 * @param base what the harness gave when the session was opened; absent until then, and in sessions
 *     from before it was kept
 * @param agent absent means the harness answers by itself
 * @param instructions added after the agent's own; empty when none
 * @param workspace one that it shares; absent means the session's own
 * @param extensions members of the opener's document the engine keeps and does not act upon, but
 *     for {@code network_access}, which bounds whom tools may ask
 * @param ancestors the session that delegated a task to this one, the one that delegated to that,
 *     and so on; empty when nobody did
 * @param ancestorAgents the agents of those that have one, in the same order
 */
public record SessionSettings(
        HarnessId harness,
        @Nullable HarnessBase base,
        @Nullable AgentId agent,
        String title,
        List<String> tags,
        @Nullable ModelRef model,
        String instructions,
        List<CapabilityRef> capabilities,
        List<ToolDefinition> tools,
        @Nullable Integer maxSteps,
        @Nullable WorkspaceId workspace,
        JsonObject extensions,
        List<SessionId> ancestors,
        List<AgentId> ancestorAgents) {

    public SessionSettings {
        tags = List.copyOf(tags);
        capabilities = List.copyOf(capabilities);
        tools = List.copyOf(tools);
        ancestors = List.copyOf(ancestors);
        ancestorAgents = List.copyOf(ancestorAgents);
    }

    /** Those of a session that works in its own workspace, and for nobody else. */
    public SessionSettings(
            HarnessId harness,
            @Nullable HarnessBase base,
            @Nullable AgentId agent,
            String title,
            List<String> tags,
            @Nullable ModelRef model,
            String instructions,
            List<CapabilityRef> capabilities,
            List<ToolDefinition> tools,
            @Nullable Integer maxSteps,
            JsonObject extensions) {
        this(
                harness,
                base,
                agent,
                title,
                tags,
                model,
                instructions,
                capabilities,
                tools,
                maxSteps,
                null,
                extensions,
                List.of(),
                List.of());
    }

    public static SessionSettings of(HarnessId harness, @Nullable AgentId agent, String title) {
        return new SessionSettings(
                harness,
                null,
                agent,
                title,
                List.of(),
                null,
                "",
                List.of(),
                List.of(),
                null,
                JsonObject.empty());
    }

    /** The same settings on what its harness gives now. */
    public SessionSettings on(HarnessBase pinned) {
        return new SessionSettings(
                harness,
                pinned,
                agent,
                title,
                tags,
                model,
                instructions,
                capabilities,
                tools,
                maxSteps,
                workspace,
                extensions,
                ancestors,
                ancestorAgents);
    }

    /** The same settings in a workspace that is shared, or in the session's own. */
    public SessionSettings in(@Nullable WorkspaceId shared) {
        return new SessionSettings(
                harness,
                base,
                agent,
                title,
                tags,
                model,
                instructions,
                capabilities,
                tools,
                maxSteps,
                shared,
                extensions,
                ancestors,
                ancestorAgents);
    }

    /** The same settings with what a session may change: how lists show it, and what it keeps. */
    public SessionSettings described(String newTitle, List<String> newTags, JsonObject kept) {
        return new SessionSettings(
                harness,
                base,
                agent,
                newTitle,
                newTags,
                model,
                instructions,
                capabilities,
                tools,
                maxSteps,
                workspace,
                kept,
                ancestors,
                ancestorAgents);
    }
}
