package dev.perdure.agent;

import dev.perdure.tenant.OrganisationId;
import java.time.Instant;

/**
 * A stored agent at its newest version.
 *
 * @param slug unique among the active agents of its organisation; serves in place of the id
 * @param version number of {@code settings}; older versions stay readable and immutable
 */
public record Agent(
        AgentId id,
        OrganisationId organisation,
        String slug,
        AgentVersion version,
        AgentSettings settings,
        AgentStatus status,
        Instant createdAt,
        Instant updatedAt) {

    /** The next version. A name that is a slug becomes the agent's; free text leaves it its own. */
    public Agent revised(AgentSettings next, Instant now) {
        String nextSlug = Slug.isSlug(next.name()) ? next.name() : slug;
        return new Agent(id, organisation, nextSlug, version.next(), next, status, createdAt, now);
    }

    public Agent archived(Instant now) {
        return new Agent(
                id, organisation, slug, version, settings, AgentStatus.ARCHIVED, createdAt, now);
    }
}
