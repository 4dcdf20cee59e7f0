package dev.perdure.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.AgentStatus;
import dev.perdure.agent.AgentVersion;
import dev.perdure.agent.Slug;
import dev.perdure.engine.UseCases;
import dev.perdure.engine.agent.RegisterAgent.Registered;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Node;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class AgentUseCasesTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;
    private static final OrganisationId ELSEWHERE = new OrganisationId(new UUID(7, 7));

    private final InMemoryStorage storage = InMemoryStorage.open();
    private final UseCases useCases = Node.on(storage).idle().useCases();

    @Test
    void a_slug_names_one_agent_however_often_it_is_registered() {
        Registered first = register("support", "Be kind.");
        Registered second = register("support", "Be brief.");

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(second.agent().id()).isEqualTo(first.agent().id());
        assertThat(second.agent().version()).isEqualTo(new AgentVersion(2));
        assertThat(second.agent().settings().instructions()).isEqualTo("Be brief.");
    }

    @Test
    void registering_the_same_again_makes_no_version() {
        register("support", "Be kind.");

        Registered again = register("support", "Be kind.");

        assertThat(again.agent().version()).isEqualTo(AgentVersion.FIRST);
    }

    @Test
    void free_text_makes_an_agent_each_time_with_a_slug_of_its_own() {
        Registered first = register("My Assistant", "");
        Registered second = register("My Assistant", "");

        assertThat(second.created()).isTrue();
        assertThat(second.agent().id()).isNotEqualTo(first.agent().id());
        assertThat(first.agent().slug()).isEqualTo("my-assistant");
        assertThat(second.agent().slug()).isEqualTo("my-assistant-2");
        assertThat(second.agent().settings().name()).isEqualTo("My Assistant");
    }

    @Test
    void many_namesakes_have_slugs_of_their_own() {
        List<String> slugs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            slugs.add(register("My Assistant", "").agent().slug());
        }

        assertThat(slugs).doesNotHaveDuplicates().allMatch(Slug::isSlug);
    }

    @Test
    void an_id_names_one_agent_whatever_it_is_called() {
        AgentId id = new AgentId(new UUID(1, 2));

        Registered first = register(id, "My Assistant", "Be kind.").get();
        Registered second = register(id, "My Helper", "Be brief.").get();

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(second.agent().id()).isEqualTo(id);
        assertThat(second.agent().settings().name()).isEqualTo("My Helper");
    }

    @Test
    void a_new_id_with_the_slug_of_another_agent_is_in_conflict() {
        register("support", "Be kind.");

        Either<Refusal, Registered> answer =
                register(new AgentId(new UUID(1, 2)), "support", "Be brief.");

        assertThat(answer.getLeft()).isInstanceOf(Refusal.Conflicting.class);
    }

    @Test
    void an_edit_that_takes_the_slug_of_another_agent_is_in_conflict() {
        register("support", "Be kind.");
        AgentDraft draft =
                new AgentDraft(
                        null, "Support Desk", before -> AgentSettings.of("support", "Be brief."));

        Either<Refusal, Registered> answer = useCases.registerAgent().register(HOME, draft);

        assertThat(answer.getLeft()).isInstanceOf(Refusal.Conflicting.class);
    }

    @Test
    void an_agent_that_is_renamed_to_a_slug_is_found_by_it_and_no_more_by_the_old_one() {
        AgentId id = register("support", "Be kind.").agent().id();

        useCases.reviseAgent().revise(HOME, id, before -> AgentSettings.of("help-desk", "")).get();

        Registered again = register("help-desk", "Be brief.");
        assertThat(again.created()).isFalse();
        assertThat(again.agent().id()).isEqualTo(id);
        assertThat(register("support", "Be kind.").created()).isTrue();
    }

    @Test
    void an_agent_cannot_be_renamed_to_the_slug_of_another() {
        register("support", "Be kind.");
        AgentId id = register("help-desk", "Be brief.").agent().id();

        Either<Refusal, Agent> answer =
                useCases.reviseAgent().revise(HOME, id, before -> AgentSettings.of("support", ""));

        assertThat(answer.getLeft()).isInstanceOf(Refusal.Conflicting.class);
    }

    @Test
    void an_id_of_another_organisation_is_in_conflict_and_tells_nothing() {
        AgentId id = new AgentId(new UUID(1, 2));
        register(id, "theirs", "secret").get();

        Either<Refusal, Registered> answer =
                useCases.registerAgent()
                        .register(ELSEWHERE, new AgentDraft(id, "ours", UnaryOperator.identity()));

        assertThat(answer.getLeft()).isInstanceOf(Refusal.Conflicting.class);
        assertThat(answer.getLeft().sentence()).doesNotContain("theirs").doesNotContain("secret");
    }

    @Test
    void the_same_slug_may_be_used_in_every_organisation() {
        register("support", "Be kind.");

        Registered there =
                useCases.registerAgent()
                        .register(ELSEWHERE, AgentDraft.of(AgentSettings.of("support", "")))
                        .get();

        assertThat(there.created()).isTrue();
    }

    @Test
    void eight_that_register_a_slug_at_once_have_one_agent() throws Exception {
        List<Registered> answers = atOnce(8, () -> register("support", "Be kind."));

        assertThat(answers)
                .extracting(answer -> answer.agent().id())
                .containsOnly(answers.getFirst().agent().id());
        assertThat(answers).filteredOn(Registered::created).hasSize(1);
    }

    @Test
    void eight_that_register_an_id_at_once_have_one_agent() throws Exception {
        AgentId id = new AgentId(new UUID(1, 2));

        List<Either<Refusal, Registered>> answers =
                atOnce(8, () -> register(id, "My Assistant", "Be kind."));

        assertThat(answers).allMatch(Either::isRight);
        assertThat(answers).filteredOn(answer -> answer.get().created()).hasSize(1);
    }

    @Test
    void an_archived_agent_gives_its_slug_away_and_refuses_edits() {
        Agent archived = register("support", "Be kind.").agent();
        assertThat(useCases.archiveAgent().archive(HOME, archived.id()).get().status())
                .isEqualTo(AgentStatus.ARCHIVED);

        Registered next = register("support", "Be brief.");

        assertThat(next.created()).isTrue();
        assertThat(next.agent().id()).isNotEqualTo(archived.id());
        assertThat(revise(archived.id(), "Come back.").getLeft())
                .isEqualTo(Refusal.agentArchived("support"));
        assertThat(register(archived.id(), "support", "Come back.").getLeft())
                .isEqualTo(Refusal.agentArchived("support"));
    }

    @Test
    void archiving_twice_is_archiving_once() {
        AgentId id = register("support", "Be kind.").agent().id();
        Agent once = useCases.archiveAgent().archive(HOME, id).get();

        assertThat(useCases.archiveAgent().archive(HOME, id).get()).isEqualTo(once);
    }

    @Test
    void an_agent_of_another_organisation_does_not_exist() {
        AgentId id = register("support", "Be kind.").agent().id();
        Refusal none = Refusal.noSuchAgent(id.value().toString());

        assertThat(useCases.archiveAgent().archive(ELSEWHERE, id).getLeft()).isEqualTo(none);
        assertThat(useCases.reviseAgent().revise(ELSEWHERE, id, UnaryOperator.identity()).getLeft())
                .isEqualTo(none);
    }

    @Test
    void every_version_stays_readable() {
        AgentId id = register("support", "one").agent().id();
        revise(id, "two").get();

        assertThat(storage.agents().settings(HOME, id, AgentVersion.FIRST).orElseThrow())
                .extracting(AgentSettings::instructions)
                .isEqualTo("one");
        assertThat(storage.agents().settings(HOME, id, new AgentVersion(2)).orElseThrow())
                .extracting(AgentSettings::instructions)
                .isEqualTo("two");
    }

    @Test
    void edits_made_at_once_all_count() throws Exception {
        AgentId id = register("support", "").agent().id();

        List<Either<Refusal, Agent>> answers =
                atOnce(
                        8,
                        () ->
                                useCases.reviseAgent()
                                        .revise(HOME, id, AgentUseCasesTest::oneLetterLonger));

        assertThat(answers).allMatch(Either::isRight);
        Agent agent = storage.agents().find(HOME, id).orElseThrow();
        assertThat(agent.settings().instructions()).isEqualTo("xxxxxxxx");
        assertThat(agent.version()).isEqualTo(new AgentVersion(9));
    }

    private Registered register(String name, String instructions) {
        return useCases.registerAgent()
                .register(HOME, AgentDraft.of(AgentSettings.of(name, instructions)))
                .get();
    }

    private Either<Refusal, Registered> register(AgentId id, String name, String instructions) {
        AgentSettings settings = AgentSettings.of(name, instructions);
        return useCases.registerAgent()
                .register(HOME, new AgentDraft(id, name, before -> settings));
    }

    private Either<Refusal, Agent> revise(AgentId id, String instructions) {
        return useCases.reviseAgent()
                .revise(HOME, id, before -> AgentSettings.of(before.name(), instructions));
    }

    private static AgentSettings oneLetterLonger(AgentSettings before) {
        return AgentSettings.of(before.name(), before.instructions() + "x");
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<T> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> answer : callers.invokeAll(Collections.nCopies(times, call))) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
