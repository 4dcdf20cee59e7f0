package dev.perdure.rest.everruns.wire;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.Slug;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.tenant.OrganisationId;
import java.util.Optional;
import java.util.UUID;

/** Finds the agent that a path names by id or by slug. */
public record AgentLookup(AgentStore agents) {

    /** The agent; archived ones are found by id alone. */
    public Optional<Agent> find(OrganisationId organisation, String agent) {
        Optional<UUID> id = WireId.AGENT.read(agent);
        if (id.isPresent()) {
            Optional<Agent> found = agents.find(organisation, new AgentId(id.get()));
            if (found.isPresent()) {
                return found;
            }
        }
        return Slug.isSlug(agent) ? agents.findActive(organisation, agent) : Optional.empty();
    }
}
