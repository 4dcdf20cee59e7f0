package dev.perdure.engine.store;

import dev.perdure.agent.AgentId;
import dev.perdure.tenant.OrganisationId;
import org.jspecify.annotations.Nullable;

/**
 * Whose memories they are: those of one agent, or those that all agents of an organisation share.
 *
 * @param agent absent for those of the organisation
 */
public record MemoryScope(OrganisationId organisation, @Nullable AgentId agent) {}
