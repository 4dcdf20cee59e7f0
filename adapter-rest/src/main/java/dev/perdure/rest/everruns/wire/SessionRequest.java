package dev.perdure.rest.everruns.wire;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a request says about a session to be opened; every member is optional. */
public final class SessionRequest {

    private static final int TITLE_CHARACTERS_MAX = 2048;

    /** Of what a session keeps, what may be changed later. */
    private static final List<String> KEPT_AND_CHANGED = List.of("locale");

    private SessionRequest() {}

    /** The settings, with the agent that the body names. */
    public static SessionSettings read(
            Fields body, OrganisationId organisation, AgentStore agents, Harnesses harnesses) {
        return read(body, agent(body, organisation, agents), harnesses);
    }

    /** The settings, with this agent. */
    public static SessionSettings read(Fields body, @Nullable Agent agent, Harnesses harnesses) {
        String title = title(body);
        OptionalInt maxSteps = body.count("max_iterations");
        JsonObject kept = KeptMembers.read(body, KeptMembers.OF_SESSIONS, JsonObject.empty());
        return new SessionSettings(
                        harness(body, agent, harnesses),
                        null,
                        agent == null ? null : agent.id(),
                        title,
                        body.strings("tags").orElse(List.of()),
                        ModelChoice.of(body, "model_id"),
                        body.string("system_prompt").orElse(""),
                        McpMember.uses(
                                CapabilityWire.read(body).orElse(List.of()),
                                JsonObject.empty(),
                                kept),
                        ToolWire.read(body).orElse(List.of()),
                        maxSteps.isPresent() && maxSteps.getAsInt() > 0
                                ? maxSteps.getAsInt()
                                : null,
                        kept)
                .in(workspace(body));
    }

    private static @Nullable WorkspaceId workspace(Fields body) {
        return body.string("workspace_id")
                .map(id ->
                        WireId.WORKSPACE
                                .read(id)
                                .map(WorkspaceId::new)
                                .orElseThrow(() -> RequestProblems.noSuch("workspace", id)))
                .orElse(null);
    }

    /** What a body says about a session that exists; read at once, so that applying cannot fail. */
    public static UnaryOperator<SessionSettings> edit(Fields body) {
        String title = title(body);
        Optional<List<String>> tags = body.strings("tags");
        KeptMembers.read(body, KEPT_AND_CHANGED, JsonObject.empty());
        return before ->
                before.described(
                        body.has("title") ? title : before.title(),
                        body.has("tags") ? tags.orElse(List.of()) : before.tags(),
                        KeptMembers.read(body, KEPT_AND_CHANGED, before.extensions()));
    }

    private static String title(Fields body) {
        String title = body.string("title").orElse("");
        if (title.length() > TITLE_CHARACTERS_MAX) {
            throw RequestProblems.invalid(
                    "title", "is longer than " + TITLE_CHARACTERS_MAX + " characters.");
        }
        return title;
    }

    /** What the body names, or what the agent asks for, or the standard one. */
    private static HarnessId harness(Fields body, @Nullable Agent agent, Harnesses harnesses) {
        return HarnessChoice.of(body, harnesses)
                .map(HarnessDefinition::id)
                .orElseGet(() ->
                        agent == null || agent.settings().harness() == null
                                ? harnesses.standard().id()
                                : agent.settings().harness());
    }

    private static @Nullable Agent agent(
            Fields body, OrganisationId organisation, AgentStore agents) {
        Optional<String> id = body.string("agent_id");
        Optional<String> name = body.string("agent_name");
        if (id.isPresent() && name.isPresent()) {
            throw RequestProblems.invalid("agent_id", "cannot be given together with agent_name.");
        }
        if (name.isPresent()) {
            return agents.findActive(organisation, name.get())
                    .orElseThrow(() -> RequestProblems.noSuch("agent", name.get()));
        }
        if (id.isPresent()) {
            return WireId.AGENT
                    .read(id.get())
                    .flatMap(known -> agents.find(organisation, new AgentId(known)))
                    .orElseThrow(() -> RequestProblems.noSuch("agent", id.get()));
        }
        return null;
    }
}
