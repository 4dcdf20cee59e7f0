package dev.perdure.engine.store;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.tenant.OrganisationId;
import java.util.Optional;

/**
 * The agents of all organisations. Every version ever stored stays readable. Each call is atomic;
 * an agent of another organisation does not exist. Throws {@link StoreUnavailable} when the store
 * cannot be reached.
 */
public interface AgentStore {

    /** The agent at its newest version, archived ones included. */
    Optional<Agent> find(OrganisationId organisation, AgentId id);

    /** The active agent of this slug. */
    Optional<Agent> findActive(OrganisationId organisation, String slug);

    /** The settings of one version. */
    Optional<AgentSettings> settings(OrganisationId organisation, AgentId id, AgentVersion version);

    /** Agents, newest first. */
    Page<Agent> list(OrganisationId organisation, AgentQuery query);

    /** Adds an agent. */
    AgentWrite insert(Agent agent);

    /** Replaces the agent when its stored version is still {@code seen}. */
    AgentWrite replace(Agent agent, AgentVersion seen);

    /**
     * What is asked of the list.
     *
     * @param search part of name, slug or description, in any case; empty finds all
     */
    record AgentQuery(String search, boolean includeArchived, Window window) {}

    /** What became of a write. */
    enum AgentWrite {
        STORED,
        /** An active agent of the organisation has the slug already. */
        SLUG_TAKEN,
        /** The id is in use, by whichever organisation. */
        ID_TAKEN,
        /** The stored version is another one, or there is no such agent. */
        VERSION_CONFLICT
    }
}
