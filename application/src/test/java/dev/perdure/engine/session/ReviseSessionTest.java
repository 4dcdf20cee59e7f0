package dev.perdure.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.SessionEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReviseSessionTest {

    private final Node node = Node.on(InMemoryStorage.open()).model(new ScriptedModel()).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_changed_description_is_a_fact_that_says_what_was_before() {
        revise(titled("First"));
        Session revised = revise(titled("Second"));

        assertThat(revised.settings().title()).isEqualTo("Second");
        assertThat(story.all(SessionEvent.SettingsChanged.class))
                .last()
                .isEqualTo(new SessionEvent.SettingsChanged(revised.settings(), "First"));
        assertThat(node.storage().sessions().find(session)).contains(revised);
    }

    @Test
    void an_edit_that_changes_nothing_leaves_no_fact() {
        revise(titled("Same"));
        revise(titled("Same"));
        revise(before -> before);

        assertThat(story.all(SessionEvent.SettingsChanged.class)).hasSize(1);
    }

    @Test
    void what_a_turn_is_made_of_does_not_change() {
        SessionSettings opened = node.storage().sessions().find(session).orElseThrow().settings();

        Session revised =
                revise(before ->
                        new SessionSettings(
                                before.harness(),
                                null,
                                null,
                                "Other",
                                List.of(),
                                null,
                                "Say nothing.",
                                List.of(),
                                List.of(),
                                1,
                                JsonObject.empty()));

        assertThat(revised.settings())
                .isEqualTo(opened.described("Other", List.of(), JsonObject.empty()));
    }

    @Test
    void no_edit_of_several_at_once_is_lost() throws Exception {
        List<Future<Session>> edits = new ArrayList<>();
        try (ExecutorService editors = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                String tag = "tag " + i;
                edits.add(editors.submit(() -> revise(tagged(tag))));
            }
        }

        for (Future<Session> edit : edits) {
            assertThat(edit.get().settings().tags()).isNotEmpty();
        }
        assertThat(node.storage().sessions().find(session).orElseThrow().settings().tags())
                .hasSize(8)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_session_that_does_not_exist_is_refused() {
        SessionKey nobody =
                new SessionKey(OrganisationId.DEFAULT, new SessionId(UUID.randomUUID()));

        assertThat(node.useCases().reviseSession().revise(nobody, titled("x")).getLeft())
                .isEqualTo(Refusal.noSuchSession(nobody.id().value().toString()));
    }

    private Session revise(UnaryOperator<SessionSettings> edit) {
        return node.useCases().reviseSession().revise(session, edit).get();
    }

    private static UnaryOperator<SessionSettings> titled(String title) {
        return before -> before.described(title, before.tags(), before.extensions());
    }

    private static UnaryOperator<SessionSettings> tagged(String tag) {
        return before -> {
            List<String> tags = new ArrayList<>(before.tags());
            tags.add(tag);
            return before.described(before.title(), tags, before.extensions());
        };
    }
}
