package dev.perdure.contract.store;

import static dev.perdure.contract.store.SampleAgent.NOON;
import static dev.perdure.contract.store.SampleAgent.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentSettings;
import dev.perdure.contract.SampleValues;
import dev.perdure.contract.StorageContract;
import dev.perdure.engine.store.AgentStore.AgentQuery;
import dev.perdure.engine.store.AgentStore.AgentWrite;
import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.Window;
import dev.perdure.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How agents are listed and searched. */
abstract class AgentListContract extends StorageContract {

    private static final Window ALL = new Window(0, Window.LIMIT_MAX);

    private int stored;

    @Test
    void agents_are_listed_newest_first() {
        List<Agent> agents = storeMany(4);

        assertThat(list("", false, ALL)).isEqualTo(new Page<>(agents.reversed(), 4));
    }

    @Test
    void a_revision_does_not_move_an_agent_in_the_list() {
        List<Agent> agents = storeMany(3);
        Agent oldest = agents.getFirst();
        Agent revised =
                oldest.revised(AgentSettings.of("Revised", ""), NOON.plusSeconds(1_000_000));

        assertThat(node().agents().replace(revised, oldest.version())).isEqualTo(AgentWrite.STORED);

        assertThat(list("", false, ALL).items())
                .containsExactly(agents.get(2), agents.get(1), revised);
    }

    @Test
    void windows_put_together_are_the_whole_list() {
        List<Agent> agents = storeMany(7);

        List<Agent> all = new ArrayList<>();
        for (int offset = 0; offset < 9; offset += 3) {
            Page<Agent> page = list("", false, new Window(offset, 3));
            assertThat(page.total()).isEqualTo(7);
            all.addAll(page.items());
        }

        assertThat(all).isEqualTo(agents.reversed());
        assertThat(list("", false, new Window(7, 3))).isEqualTo(new Page<>(List.of(), 7));
    }

    @Test
    void archived_agents_are_listed_only_when_asked_for() {
        List<Agent> agents = storeMany(3);
        Agent archived = agents.get(1).archived(NOON.plusSeconds(9));
        assertThat(node().agents().replace(archived, archived.version()))
                .isEqualTo(AgentWrite.STORED);

        assertThat(list("", false, ALL))
                .isEqualTo(new Page<>(List.of(agents.get(2), agents.get(0)), 2));
        assertThat(list("", true, ALL))
                .isEqualTo(new Page<>(List.of(agents.get(2), archived, agents.get(0)), 3));
    }

    @Test
    void a_search_looks_into_name_slug_and_description_in_any_case() {
        Agent byName = store("one", "Grand VIZIER", "");
        Agent bySlug = store("vizier-two", "Two", "");
        Agent byDescription = store("three", "Three", "Once a vizier.");
        Agent none = store("four", "Four", "Nothing of the kind.");

        assertThat(found("ViZiEr")).containsExactly(byDescription, bySlug, byName);
        assertThat(found("vizier.")).containsExactly(byDescription);
        assertThat(found("nothing")).containsExactly(none);
        assertThat(found("")).hasSize(4);
        assertThat(list("no agent at all", true, ALL)).isEqualTo(new Page<>(List.of(), 0));
    }

    @Test
    void a_search_ignores_the_case_of_any_alphabet() {
        Agent agent = store("one", "\u00c4rztin \u0416\u0423\u041a", "");

        assertThat(found("\u00e4RZT")).containsExactly(agent);
        assertThat(found("\u0436\u0443\u043a")).containsExactly(agent);
        assertThat(found("arzt")).isEmpty();
    }

    @Test
    void a_search_has_no_wildcards() {
        Agent percent = store("one", "100% sure", "");
        Agent underscore = store("two", "snake_case", "");
        Agent backslash = store("three", "back\\slash", "");
        store("four", "nothing special", "");

        assertThat(found("%")).containsExactly(percent);
        assertThat(found("_")).containsExactly(underscore);
        assertThat(found("\\")).containsExactly(backslash);
        assertThat(found("0% s")).containsExactly(percent);
    }

    @Test
    void a_search_counts_what_it_found_and_not_what_it_shows() {
        store("match-1", "One", "");
        store("other", "Two", "");
        Agent second = store("match-2", "Three", "");
        Agent third = store("match-3", "Four", "");

        assertThat(list("match", false, new Window(0, 2)))
                .isEqualTo(new Page<>(List.of(third, second), 3));
    }

    @Test
    void awkward_characters_neither_break_a_search_nor_hide_an_agent() {
        Agent awkward =
                SampleAgent.created(ORGANISATION, "odd", SampleValues.agentSettings(), NOON);
        assertThat(node().agents().insert(awkward)).isEqualTo(AgentWrite.STORED);
        Agent plain = store("plain", "Plain", "");

        assertThat(found("odd")).containsExactly(awkward);
        assertThat(found("back \\ SLASH")).containsExactly(awkward);
        assertThat(found("plain")).containsExactly(plain);
        assertThat(found("plain \0 or not")).isEmpty();
        assertThat(found("plain \ud800 or not")).isEmpty();
        assertThat(found("")).containsExactlyInAnyOrder(plain, awkward);
    }

    @Test
    void agents_of_other_organisations_are_neither_listed_nor_counted() {
        Agent ours = store("ours", "Ours", "");
        Agent theirs = SampleAgent.claimedBy(stranger(), SampleAgent.named("theirs"));
        assertThat(node().agents().insert(theirs)).isEqualTo(AgentWrite.STORED);

        assertThat(list("", true, ALL)).isEqualTo(new Page<>(List.of(ours), 1));
        assertThat(node().agents().list(theirs.organisation(), new AgentQuery("", true, ALL)))
                .isEqualTo(new Page<>(List.of(theirs), 1));
        assertThat(node().agents().list(stranger(), new AgentQuery("", true, ALL)))
                .isEqualTo(new Page<>(List.of(), 0));
    }

    private List<Agent> found(String search) {
        return list(search, true, ALL).items();
    }

    private Page<Agent> list(String search, boolean includeArchived, Window window) {
        return node().agents().list(ORGANISATION, new AgentQuery(search, includeArchived, window));
    }

    private List<Agent> storeMany(int count) {
        List<Agent> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            agents.add(store("agent-" + i, "Agent " + i, ""));
        }
        return agents;
    }

    /** Stores an agent that is younger than those stored before. */
    private Agent store(String slug, String name, String description) {
        stored++;
        AgentSettings settings =
                new AgentSettings(
                        name,
                        "",
                        description,
                        "",
                        null,
                        null,
                        List.of(),
                        JsonObject.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        JsonObject.empty());
        Agent agent = SampleAgent.created(ORGANISATION, slug, settings, NOON.plusSeconds(stored));
        assertThat(node().agents().insert(agent)).isEqualTo(AgentWrite.STORED);
        return agent;
    }
}
