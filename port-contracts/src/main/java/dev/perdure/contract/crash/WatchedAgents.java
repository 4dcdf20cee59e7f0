package dev.perdure.contract.crash;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.Page;
import dev.perdure.tenant.OrganisationId;
import java.util.Optional;

/** Agents behind a watched door. */
record WatchedAgents(AgentStore agents, Watcher watcher) implements AgentStore {

    @Override
    public Optional<Agent> find(OrganisationId organisation, AgentId id) {
        return watcher.pass(Door.AGENTS, () -> agents.find(organisation, id));
    }

    @Override
    public Optional<Agent> findActive(OrganisationId organisation, String slug) {
        return watcher.pass(Door.AGENTS, () -> agents.findActive(organisation, slug));
    }

    @Override
    public Optional<AgentSettings> settings(
            OrganisationId organisation, AgentId id, AgentVersion version) {
        return watcher.pass(Door.AGENTS, () -> agents.settings(organisation, id, version));
    }

    @Override
    public Page<Agent> list(OrganisationId organisation, AgentQuery query) {
        return watcher.pass(Door.AGENTS, () -> agents.list(organisation, query));
    }

    @Override
    public AgentWrite insert(Agent agent) {
        return watcher.pass(Door.AGENTS, () -> agents.insert(agent));
    }

    @Override
    public AgentWrite replace(Agent agent, AgentVersion seen) {
        return watcher.pass(Door.AGENTS, () -> agents.replace(agent, seen));
    }
}
