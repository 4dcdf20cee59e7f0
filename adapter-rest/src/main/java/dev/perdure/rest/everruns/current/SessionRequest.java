package dev.perdure.rest.everruns.current;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.json.JsonObject;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a request says about a session to be opened; every member is optional. */
final class SessionRequest {

    private static final int TITLE_CHARACTERS_MAX = 2048;

    private SessionRequest() {}

    static SessionSettings read(
            Fields body, OrganisationId organisation, AgentStore agents, Harnesses harnesses) {
        String title = body.string("title").orElse("");
        if (title.length() > TITLE_CHARACTERS_MAX) {
            throw CurrentProblems.invalid(
                    "title", "is longer than " + TITLE_CHARACTERS_MAX + " characters.");
        }
        OptionalInt maxSteps = body.count("max_iterations");
        return new SessionSettings(
                HarnessChoice.of(body, harnesses).id(),
                agent(body, organisation, agents),
                title,
                body.strings("tags").orElse(List.of()),
                AgentRequest.model(body, "model_id"),
                body.string("system_prompt").orElse(""),
                CapabilityWire.read(body).orElse(List.of()),
                ToolWire.read(body).orElse(List.of()),
                maxSteps.isPresent() && maxSteps.getAsInt() > 0 ? maxSteps.getAsInt() : null,
                KeptMembers.read(body, KeptMembers.OF_SESSIONS, JsonObject.empty()));
    }

    private static @Nullable AgentId agent(
            Fields body, OrganisationId organisation, AgentStore agents) {
        Optional<String> id = body.string("agent_id");
        Optional<String> name = body.string("agent_name");
        if (id.isPresent() && name.isPresent()) {
            throw CurrentProblems.invalid("agent_id", "cannot be given together with agent_name.");
        }
        if (name.isPresent()) {
            return agents.findActive(organisation, name.get())
                    .map(Agent::id)
                    .orElseThrow(() -> CurrentProblems.noSuch("agent", name.get()));
        }
        if (id.isPresent()) {
            return WireId.AGENT
                    .read(id.get())
                    .map(AgentId::new)
                    .orElseThrow(() -> CurrentProblems.noSuch("agent", id.get()));
        }
        return null;
    }
}
