package dev.perdure.engine.agent;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Gives an agent a next version; an edit that changes nothing makes none. Archived agents refuse.
 */
public final class ReviseAgent {

    private final AgentStore agents;
    private final SettingsCheck check;
    private final InstantSource clock;

    public ReviseAgent(AgentStore agents, SettingsCheck check, InstantSource clock) {
        this.agents = agents;
        this.check = check;
        this.clock = clock;
    }

    public Either<Refusal, Agent> revise(
            OrganisationId organisation, AgentId id, UnaryOperator<AgentSettings> edit) {
        while (true) {
            Optional<Agent> found = agents.find(organisation, id);
            if (found.isEmpty()) {
                return Either.left(Refusal.noSuchAgent(id.value().toString()));
            }
            Agent agent = found.get();
            if (agent.status() == AgentStatus.ARCHIVED) {
                return Either.left(Refusal.agentArchived(agent.settings().name()));
            }
            Either<Refusal, AgentSettings> checked =
                    check.check(organisation, edit.apply(agent.settings()));
            if (checked.isLeft() || checked.get().equals(agent.settings())) {
                return checked.map(same -> agent);
            }
            Agent next = agent.revised(checked.get(), clock.instant());
            switch (agents.replace(next, agent.version())) {
                case STORED -> {
                    return Either.right(next);
                }
                case SLUG_TAKEN, ID_TAKEN -> {
                    return Either.left(
                            new Refusal.Conflicting("Another agent has this name already."));
                }
                case VERSION_CONFLICT -> {
                    // Somebody else revised it meanwhile; the edit is applied to what they left.
                }
            }
        }
    }
}
