package dev.perdure.contract.store;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.UUID;

/** Agents for tests. */
final class SampleAgent {

    static final OrganisationId ORGANISATION = OrganisationId.DEFAULT;
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private SampleAgent() {}

    static Agent named(String slug) {
        return created(ORGANISATION, slug, AgentSettings.of("The " + slug, "Be brief."), NOON);
    }

    static Agent created(
            OrganisationId organisation, String slug, AgentSettings settings, Instant at) {
        return new Agent(
                new AgentId(UUID.randomUUID()),
                organisation,
                slug,
                AgentVersion.FIRST,
                settings,
                AgentStatus.ACTIVE,
                at,
                at);
    }

    /** The same agent under another slug. */
    static Agent renamed(Agent agent, String slug) {
        return new Agent(
                agent.id(),
                agent.organisation(),
                slug,
                agent.version(),
                agent.settings(),
                agent.status(),
                agent.createdAt(),
                agent.updatedAt());
    }

    /** The same agent, no longer archived. */
    static Agent reactivated(Agent agent) {
        return new Agent(
                agent.id(),
                agent.organisation(),
                agent.slug(),
                agent.version(),
                agent.settings(),
                AgentStatus.ACTIVE,
                agent.createdAt(),
                agent.updatedAt());
    }

    /** The same agent as it would look if that organisation owned it. */
    static Agent claimedBy(OrganisationId organisation, Agent agent) {
        return new Agent(
                agent.id(),
                organisation,
                agent.slug(),
                agent.version(),
                agent.settings(),
                agent.status(),
                agent.createdAt(),
                agent.updatedAt());
    }
}
