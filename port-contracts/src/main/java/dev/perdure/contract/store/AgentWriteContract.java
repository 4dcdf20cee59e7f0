package dev.perdure.contract.store;

import static dev.perdure.contract.store.SampleAgent.NOON;
import static dev.perdure.contract.store.SampleAgent.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentVersion;
import dev.perdure.contract.Background;
import dev.perdure.contract.SampleValues;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.tenant.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How agents are added and replaced. */
abstract class AgentWriteContract extends StorageContract {

    private static final int WRITERS = 6;

    @Test
    void an_added_agent_is_found_as_it_was_added() {
        Agent agent = SampleAgent.named("scribe");

        assertThat(agents().insert(agent)).isEqualTo(AgentWrite.STORED);

        assertThat(agents().find(ORGANISATION, agent.id())).contains(agent);
        assertThat(agents().findActive(ORGANISATION, "scribe")).contains(agent);
        assertThat(settings(agent, 1)).isEqualTo(agent.settings());
        assertThat(otherNode().agents().find(ORGANISATION, agent.id())).contains(agent);
    }

    @Test
    void settings_are_kept_value_for_value() {
        Agent agent = SampleAgent.created(ORGANISATION, "all", SampleValues.agentSettings(), NOON);

        assertThat(agents().insert(agent)).isEqualTo(AgentWrite.STORED);

        assertThat(agents().find(ORGANISATION, agent.id())).contains(agent);
        assertThat(settings(agent, 1)).isEqualTo(SampleValues.agentSettings());
    }

    @Test
    void an_agent_that_does_not_exist_is_not_found() {
        Agent agent = stored("scribe");
        AgentId unknown = new AgentId(UUID.randomUUID());

        assertThat(agents().find(ORGANISATION, agent.id())).isPresent();
        assertThat(agents().find(ORGANISATION, unknown)).isEmpty();
        assertThat(agents().findActive(ORGANISATION, "scrib")).isEmpty();
        assertThat(agents().findActive(ORGANISATION, "")).isEmpty();
        assertThat(agents().settings(ORGANISATION, unknown, AgentVersion.FIRST)).isEmpty();
    }

    @Test
    void an_agent_of_another_organisation_does_not_exist() {
        Agent agent = stored("scribe");
        OrganisationId stranger = stranger();

        assertThat(agents().find(ORGANISATION, agent.id())).isPresent();
        assertThat(agents().find(stranger, agent.id())).isEmpty();
        assertThat(agents().findActive(stranger, "scribe")).isEmpty();
        assertThat(agents().settings(stranger, agent.id(), AgentVersion.FIRST)).isEmpty();
        Agent seized = SampleAgent.claimedBy(stranger, agent).archived(NOON);
        assertThat(agents().replace(seized, AgentVersion.FIRST))
                .isEqualTo(AgentWrite.VERSION_CONFLICT);
        assertThat(agents().find(ORGANISATION, agent.id())).contains(agent);
    }

    @Test
    void an_id_is_used_once_whichever_organisation_asks() {
        Agent agent = stored("scribe");

        assertThat(agents().insert(SampleAgent.renamed(agent, "other")))
                .isEqualTo(AgentWrite.ID_TAKEN);
        Agent foreign = SampleAgent.renamed(SampleAgent.claimedBy(stranger(), agent), "other");
        assertThat(agents().insert(foreign)).isEqualTo(AgentWrite.ID_TAKEN);

        assertThat(agents().find(ORGANISATION, agent.id())).contains(agent);
        assertThat(agents().find(foreign.organisation(), agent.id())).isEmpty();
    }

    @Test
    void a_slug_is_used_once_among_the_active_agents_of_an_organisation() {
        Agent first = stored("scribe");
        Agent second = SampleAgent.named("scribe");

        assertThat(agents().insert(second)).isEqualTo(AgentWrite.SLUG_TAKEN);

        assertThat(agents().findActive(ORGANISATION, "scribe")).contains(first);
        assertThat(agents().find(ORGANISATION, second.id())).isEmpty();
    }

    @Test
    void organisations_do_not_compete_for_slugs() {
        Agent ours = stored("scribe");
        Agent theirs = SampleAgent.claimedBy(stranger(), SampleAgent.named("scribe"));

        assertThat(agents().insert(theirs)).isEqualTo(AgentWrite.STORED);

        assertThat(agents().findActive(ORGANISATION, "scribe")).contains(ours);
        assertThat(agents().findActive(theirs.organisation(), "scribe")).contains(theirs);
    }

    @Test
    void an_archived_agent_gives_up_its_slug_and_stays_readable() {
        Agent archived = stored("scribe").archived(NOON.plusSeconds(1));

        assertThat(agents().replace(archived, AgentVersion.FIRST)).isEqualTo(AgentWrite.STORED);

        assertThat(agents().findActive(ORGANISATION, "scribe")).isEmpty();
        assertThat(agents().find(ORGANISATION, archived.id())).contains(archived);
        assertThat(settings(archived, 1)).isEqualTo(archived.settings());
        Agent successor = stored("scribe");
        assertThat(agents().findActive(ORGANISATION, "scribe")).contains(successor);
    }

    @Test
    void every_version_stays_readable() {
        Agent agent = stored("scribe");
        for (int version = 2; version <= 5; version++) {
            AgentSettings next = AgentSettings.of("Version " + version, "Say " + version + ".");
            Agent revised = agent.revised(next, NOON.plusSeconds(version));
            assertThat(agents().replace(revised, agent.version())).isEqualTo(AgentWrite.STORED);
            agent = revised;
        }

        assertThat(agents().find(ORGANISATION, agent.id())).contains(agent);
        assertThat(settings(agent, 1).name()).isEqualTo("The scribe");
        for (int version = 2; version <= 5; version++) {
            assertThat(settings(agent, version).name()).isEqualTo("Version " + version);
        }
        assertThat(agents().settings(ORGANISATION, agent.id(), new AgentVersion(6))).isEmpty();
    }

    @Test
    void an_agent_is_replaced_only_as_it_was_seen() {
        Agent agent = stored("scribe");
        Agent revised = agent.revised(AgentSettings.of("Second", ""), NOON.plusSeconds(1));
        assertThat(agents().replace(revised, AgentVersion.FIRST)).isEqualTo(AgentWrite.STORED);

        Agent late = agent.revised(AgentSettings.of("Late", ""), NOON.plusSeconds(2));
        assertThat(agents().replace(late, AgentVersion.FIRST))
                .isEqualTo(AgentWrite.VERSION_CONFLICT);
        assertThat(agents().replace(late, new AgentVersion(3)))
                .isEqualTo(AgentWrite.VERSION_CONFLICT);

        assertThat(agents().find(ORGANISATION, agent.id())).contains(revised);
        assertThat(settings(agent, 2).name()).isEqualTo("Second");
    }

    @Test
    void an_agent_that_does_not_exist_cannot_be_replaced() {
        Agent unknown = SampleAgent.named("nobody");

        assertThat(agents().replace(unknown, AgentVersion.FIRST))
                .isEqualTo(AgentWrite.VERSION_CONFLICT);

        assertThat(agents().find(ORGANISATION, unknown.id())).isEmpty();
    }

    @Test
    void an_agent_keeps_its_own_slug_when_it_is_replaced() {
        Agent agent = stored("scribe");
        Agent revised = agent.revised(AgentSettings.of("Second", ""), NOON.plusSeconds(1));

        assertThat(agents().replace(revised, AgentVersion.FIRST)).isEqualTo(AgentWrite.STORED);

        assertThat(agents().findActive(ORGANISATION, "scribe")).contains(revised);
    }

    @Test
    void an_agent_cannot_be_renamed_to_a_slug_in_use() {
        Agent first = stored("first");
        Agent second = stored("second");

        assertThat(agents().replace(SampleAgent.renamed(second, "first"), AgentVersion.FIRST))
                .isEqualTo(AgentWrite.SLUG_TAKEN);

        assertThat(agents().findActive(ORGANISATION, "first")).contains(first);
        assertThat(agents().findActive(ORGANISATION, "second")).contains(second);
    }

    @Test
    void an_archived_agent_cannot_return_to_a_slug_in_use() {
        Agent archived = stored("scribe").archived(NOON.plusSeconds(1));
        assertThat(agents().replace(archived, AgentVersion.FIRST)).isEqualTo(AgentWrite.STORED);
        Agent successor = stored("scribe");

        assertThat(agents().replace(SampleAgent.reactivated(archived), AgentVersion.FIRST))
                .isEqualTo(AgentWrite.SLUG_TAKEN);

        assertThat(agents().findActive(ORGANISATION, "scribe")).contains(successor);
        assertThat(agents().find(ORGANISATION, archived.id())).contains(archived);
    }

    @Test
    void of_concurrent_agents_with_one_slug_exactly_one_is_added() {
        List<AgentWrite> outcomes =
                concurrently(agents -> agents.insert(SampleAgent.named("scribe")));

        assertThat(outcomes).containsOnlyOnce(AgentWrite.STORED);
        assertThat(outcomes).filteredOn(AgentWrite.SLUG_TAKEN::equals).hasSize(WRITERS - 1);
        assertThat(agents().findActive(ORGANISATION, "scribe")).isPresent();
    }

    @Test
    void of_concurrent_revisions_of_one_version_exactly_one_is_stored() {
        Agent agent = stored("scribe");
        Agent revised = agent.revised(AgentSettings.of("Second", ""), NOON.plusSeconds(1));

        List<AgentWrite> outcomes =
                concurrently(agents -> agents.replace(revised, AgentVersion.FIRST));

        assertThat(outcomes).containsOnlyOnce(AgentWrite.STORED);
        assertThat(outcomes).filteredOn(AgentWrite.VERSION_CONFLICT::equals).hasSize(WRITERS - 1);
    }

    @Test
    void a_storage_keeps_its_agents_over_reopening_exactly_when_it_says_so() {
        Agent agent = stored("scribe");
        assertThat(agents().find(ORGANISATION, agent.id())).contains(agent);

        AgentStore reopened = fixture().reopen(node()).agents();

        assertThat(reopened.find(ORGANISATION, agent.id()).isPresent())
                .isEqualTo(fixture().survivesReopen());
    }

    private AgentStore agents() {
        return node().agents();
    }

    private Agent stored(String slug) {
        Agent agent = SampleAgent.named(slug);
        assertThat(agents().insert(agent)).isEqualTo(AgentWrite.STORED);
        return agent;
    }

    private AgentSettings settings(Agent agent, int version) {
        return agents().settings(ORGANISATION, agent.id(), new AgentVersion(version))
                .orElseThrow(() -> new AssertionError("no version " + version));
    }

    private List<AgentWrite> concurrently(Function<AgentStore, AgentWrite> write) {
        List<Callable<AgentWrite>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            AgentStore writing = i % 2 == 0 ? agents() : otherNode().agents();
            writers.add(() -> write.apply(writing));
        }
        return Background.together(patience(), writers);
    }
}
