package dev.perdure.contract.lies;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.engine.store.Storage;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Lies about single agents. */
final class AgentLies {

    private static final long A_WHILE_NANOS = 8_000_000;

    private AgentLies() {}

    static List<Lie> all() {
        return List.of(
                new Lie("says that it stored what it refused", StoresEverything::new),
                new Lie("takes an id twice", TakesIdsTwice::new),
                new Lie("does not look at slugs", IgnoresSlugs::new),
                new Lie("keeps the slugs of archived agents", KeepsSlugsOfArchived::new),
                new Lie("shares slugs among organisations", SharesSlugs::new),
                new Lie("refuses an agent its own slug", RefusesOwnSlug::new),
                new Lie("finds archived agents by slug", FindsArchived::new),
                new Lie("finds agents by a part of their slug", FindsByPart::new),
                new Lie("replaces whatever version is stored", IgnoresSeenVersion::new),
                new Lie("adds what it should replace", AddsWhatItShouldReplace::new),
                new Lie("shows agents to strangers", ShowsAgentsToStrangers::new),
                new Lie("lets strangers replace agents", StrangersReplace::new),
                new Lie("forgets old versions", ForgetsOldVersions::new),
                new Lie("rewrites old versions", RewritesOldVersions::new),
                new Lie("invents versions", InventsVersions::new),
                new Lie("does not show agents to other nodes", HidesFromOtherNodes::new),
                new Lie("checks the slug and adds later", ChecksSlugThenAdds::new),
                new Lie("checks the version and replaces later", ChecksVersionThenReplaces::new));
    }

    private static final class StoresEverything extends Liar {

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            super.insert(truth, agent);
            return AgentWrite.STORED;
        }

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            super.replace(truth, agent, seen);
            return AgentWrite.STORED;
        }
    }

    private static final class TakesIdsTwice extends Liar {

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            AgentWrite honest = super.insert(truth, agent);
            return honest == AgentWrite.ID_TAKEN ? AgentWrite.STORED : honest;
        }
    }

    private static final class IgnoresSlugs extends Liar {

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            AgentWrite honest = super.insert(truth, agent);
            return honest == AgentWrite.SLUG_TAKEN ? AgentWrite.STORED : honest;
        }

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            AgentWrite honest = super.replace(truth, agent, seen);
            return honest == AgentWrite.SLUG_TAKEN ? AgentWrite.STORED : honest;
        }
    }

    private static final class KeepsSlugsOfArchived extends Liar {

        private final Set<String> archived = ConcurrentHashMap.newKeySet();

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            return archived.contains(agent.slug())
                    ? AgentWrite.SLUG_TAKEN
                    : super.insert(truth, agent);
        }

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            if (agent.status() == AgentStatus.ARCHIVED) {
                archived.add(agent.slug());
            }
            return super.replace(truth, agent, seen);
        }
    }

    private static final class SharesSlugs extends Liar {

        private final Map<String, OrganisationId> owners = new ConcurrentHashMap<>();

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            OrganisationId owner =
                    owners.computeIfAbsent(agent.slug(), slug -> agent.organisation());
            return owner.equals(agent.organisation())
                    ? super.insert(truth, agent)
                    : AgentWrite.SLUG_TAKEN;
        }
    }

    private static final class RefusesOwnSlug extends Liar {

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            return truth.agents().findActive(agent.organisation(), agent.slug()).isPresent()
                            && agent.status() == AgentStatus.ACTIVE
                    ? AgentWrite.SLUG_TAKEN
                    : super.replace(truth, agent, seen);
        }
    }

    private static final class FindsArchived extends Liar {

        @Override
        Optional<Agent> findActive(Storage truth, OrganisationId organisation, String slug) {
            return AgentListLies.everything(truth, organisation).stream()
                    .filter(agent -> agent.slug().equals(slug))
                    .findFirst();
        }
    }

    private static final class FindsByPart extends Liar {

        @Override
        Optional<Agent> findActive(Storage truth, OrganisationId organisation, String slug) {
            return AgentListLies.everything(truth, organisation).stream()
                    .filter(agent -> agent.status() == AgentStatus.ACTIVE)
                    .filter(agent -> agent.slug().contains(slug))
                    .findFirst();
        }
    }

    private static final class IgnoresSeenVersion extends Liar {

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            return super.replace(
                    truth,
                    agent,
                    truth.agents()
                            .find(agent.organisation(), agent.id())
                            .map(Agent::version)
                            .orElse(seen));
        }
    }

    private static final class AddsWhatItShouldReplace extends Liar {

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            return truth.agents().find(agent.organisation(), agent.id()).isPresent()
                    ? super.replace(truth, agent, seen)
                    : super.insert(truth, agent);
        }
    }

    private static final class ShowsAgentsToStrangers extends Liar {

        private final Map<AgentId, Agent> agents = new ConcurrentHashMap<>();

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            agents.putIfAbsent(agent.id(), agent);
            return super.insert(truth, agent);
        }

        @Override
        Optional<Agent> find(Storage truth, OrganisationId organisation, AgentId id) {
            Agent known = agents.get(id);
            return super.find(truth, known == null ? organisation : known.organisation(), id);
        }
    }

    private static final class StrangersReplace extends Liar {

        private final Map<AgentId, OrganisationId> owners = new ConcurrentHashMap<>();

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            owners.putIfAbsent(agent.id(), agent.organisation());
            return super.insert(truth, agent);
        }

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            OrganisationId owner = owners.getOrDefault(agent.id(), agent.organisation());
            Agent seized =
                    new Agent(
                            agent.id(),
                            owner,
                            agent.slug(),
                            agent.version(),
                            agent.settings(),
                            agent.status(),
                            agent.createdAt(),
                            agent.updatedAt());
            return super.replace(truth, seized, seen);
        }
    }

    private static final class ForgetsOldVersions extends Liar {

        @Override
        Optional<AgentSettings> settings(
                Storage truth, OrganisationId organisation, AgentId id, AgentVersion version) {
            return truth.agents()
                    .find(organisation, id)
                    .filter(agent -> agent.version().equals(version))
                    .map(Agent::settings);
        }
    }

    private static final class RewritesOldVersions extends Liar {

        @Override
        Optional<AgentSettings> settings(
                Storage truth, OrganisationId organisation, AgentId id, AgentVersion version) {
            return truth.agents()
                    .find(organisation, id)
                    .filter(agent -> agent.version().number() >= version.number())
                    .map(Agent::settings);
        }
    }

    private static final class InventsVersions extends Liar {

        @Override
        Optional<AgentSettings> settings(
                Storage truth, OrganisationId organisation, AgentId id, AgentVersion version) {
            return super.settings(truth, organisation, id, version)
                    .or(() -> truth.agents().find(organisation, id).map(Agent::settings));
        }
    }

    private static final class HidesFromOtherNodes extends Liar {

        private final Map<AgentId, Storage> writers = new ConcurrentHashMap<>();

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            writers.putIfAbsent(agent.id(), truth);
            return super.insert(truth, agent);
        }

        @Override
        Optional<Agent> find(Storage truth, OrganisationId organisation, AgentId id) {
            return truth.equals(writers.get(id))
                    ? super.find(truth, organisation, id)
                    : Optional.empty();
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksSlugThenAdds extends Liar {

        @Override
        AgentWrite insert(Storage truth, Agent agent) {
            boolean free = truth.agents().findActive(agent.organisation(), agent.slug()).isEmpty();
            LockSupport.parkNanos(A_WHILE_NANOS);
            AgentWrite honest = super.insert(truth, agent);
            return free && honest == AgentWrite.SLUG_TAKEN ? AgentWrite.STORED : honest;
        }
    }

    /** Right whenever nobody else writes. */
    private static final class ChecksVersionThenReplaces extends Liar {

        @Override
        AgentWrite replace(Storage truth, Agent agent, AgentVersion seen) {
            boolean unchanged =
                    truth.agents()
                            .find(agent.organisation(), agent.id())
                            .map(stored -> stored.version().equals(seen))
                            .orElse(false);
            LockSupport.parkNanos(A_WHILE_NANOS);
            AgentWrite honest = super.replace(truth, agent, seen);
            return unchanged && honest == AgentWrite.VERSION_CONFLICT ? AgentWrite.STORED : honest;
        }
    }
}
