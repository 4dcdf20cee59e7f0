package dev.perdure.engine.agent;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentStatus;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes an agent out of lists and edits; its sessions keep running. A second time changes nothing.
 */
public final class ArchiveAgent {

    private final AgentStore agents;
    private final InstantSource clock;

    public ArchiveAgent(AgentStore agents, InstantSource clock) {
        this.agents = agents;
        this.clock = clock;
    }

    public Either<Refusal, Agent> archive(OrganisationId organisation, AgentId id) {
        while (true) {
            Optional<Agent> found = agents.find(organisation, id);
            if (found.isEmpty()) {
                return Either.left(Refusal.noSuchAgent(id.value().toString()));
            }
            Agent agent = found.get();
            if (agent.status() == AgentStatus.ARCHIVED) {
                return Either.right(agent);
            }
            Agent archived = agent.archived(clock.instant());
            if (agents.replace(archived, agent.version()) == AgentWrite.STORED) {
                return Either.right(archived);
            }
        }
    }
}
