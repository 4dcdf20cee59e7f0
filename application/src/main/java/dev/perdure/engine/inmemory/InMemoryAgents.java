package dev.perdure.engine.inmemory;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.Page;
import dev.perdure.tenant.OrganisationId;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue of agents. */
final class InMemoryAgents implements AgentStore {

    private static final Comparator<Agent> BY_AGE = Comparator.comparing(Agent::createdAt);

    private final Memory memory;

    InMemoryAgents(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Optional<Agent> find(OrganisationId organisation, AgentId id) {
        return memory.locked(
                () -> Optional.ofNullable(stored(organisation, id)).map(StoredAgent::newest));
    }

    @Override
    public Optional<Agent> findActive(OrganisationId organisation, String slug) {
        return memory.locked(
                () -> agentsOf(organisation).filter(agent -> holds(agent, slug)).findFirst());
    }

    @Override
    public Optional<AgentSettings> settings(
            OrganisationId organisation, AgentId id, AgentVersion version) {
        return memory.locked(() ->
                Optional.ofNullable(stored(organisation, id))
                        .flatMap(agent -> agent.settings(version)));
    }

    @Override
    public Page<Agent> list(OrganisationId organisation, AgentQuery query) {
        return memory.locked(() ->
                Listing.newestFirst(
                        agentsOf(organisation).filter(agent -> matches(agent, query)),
                        BY_AGE,
                        query.window()));
    }

    @Override
    public AgentWrite insert(Agent agent) {
        return memory.locked(() -> {
            if (memory.agents.containsKey(agent.id())) {
                return AgentWrite.ID_TAKEN;
            }
            if (isSlugTaken(agent)) {
                return AgentWrite.SLUG_TAKEN;
            }
            memory.agents.put(agent.id(), new StoredAgent(agent));
            return AgentWrite.STORED;
        });
    }

    @Override
    public AgentWrite replace(Agent agent, AgentVersion seen) {
        return memory.locked(() -> {
            StoredAgent stored = stored(agent.organisation(), agent.id());
            if (stored == null || !stored.newest().version().equals(seen)) {
                return AgentWrite.VERSION_CONFLICT;
            }
            if (isSlugTaken(agent)) {
                return AgentWrite.SLUG_TAKEN;
            }
            stored.replace(agent);
            return AgentWrite.STORED;
        });
    }

    private @Nullable StoredAgent stored(OrganisationId organisation, AgentId id) {
        StoredAgent stored = memory.agents.get(id);
        return stored != null && stored.newest().organisation().equals(organisation)
                ? stored
                : null;
    }

    private Stream<Agent> agentsOf(OrganisationId organisation) {
        return memory.agents.values().stream()
                .map(StoredAgent::newest)
                .filter(agent -> agent.organisation().equals(organisation));
    }

    private boolean isSlugTaken(Agent agent) {
        return agent.status() == AgentStatus.ACTIVE
                && agentsOf(agent.organisation())
                        .anyMatch(other ->
                                holds(other, agent.slug()) && !other.id().equals(agent.id()));
    }

    private static boolean holds(Agent agent, String slug) {
        return agent.status() == AgentStatus.ACTIVE && agent.slug().equals(slug);
    }

    private static boolean matches(Agent agent, AgentQuery query) {
        return (query.includeArchived() || agent.status() == AgentStatus.ACTIVE)
                && (Listing.contains(agent.settings().name(), query.search())
                        || Listing.contains(agent.slug(), query.search())
                        || Listing.contains(agent.settings().description(), query.search()));
    }
}
