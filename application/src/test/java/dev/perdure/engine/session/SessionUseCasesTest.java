package dev.perdure.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentId;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.session.SubmitMessage.Submitted;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.file.Workspace;
import dev.perdure.file.WorkspaceId;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessId;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.ModelRef;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionUseCasesTest {

    private static final OrganisationId HOME = OrganisationId.DEFAULT;

    private final ScriptedModel model = new ScriptedModel();
    private final Node node = Node.on(InMemoryStorage.open()).model(model).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_session_is_opened_by_the_first_fact_of_its_log() {
        SessionSettings settings = SessionSettings.of(Harness.GENERIC_ID, null, "Travel");

        Session opened = node.useCases().openSession().open(HOME, settings).get();

        assertThat(opened.status()).isEqualTo(SessionStatus.STARTED);
        assertThat(node.story(opened.key()).only(SessionEvent.SessionOpened.class).settings())
                .isEqualTo(settings.on(HarnessBase.EMPTY));
        assertThat(node.storage().sessions().find(opened.key())).contains(opened);
    }

    @Test
    void a_session_on_what_does_not_exist_is_refused() {
        UUID unknown = new UUID(9, 9);
        CapabilityId teleport = new CapabilityId("teleport");

        assertThat(refusal(SessionSettings.of(new HarnessId(unknown), null, "")))
                .isEqualTo(Refusal.noSuchHarness(unknown.toString()));
        assertThat(refusal(SessionSettings.of(Harness.GENERIC_ID, new AgentId(unknown), "")))
                .isEqualTo(Refusal.noSuchAgent(unknown.toString()));
        assertThat(refusal(settings(new ModelRef("unheard-of"), List.of(), null)))
                .isEqualTo(Refusal.noSuchModel("unheard-of"));
        assertThat(
                        refusal(
                                settings(
                                        null,
                                        List.of(new CapabilityRef(teleport, JsonObject.empty())),
                                        null)))
                .isEqualTo(Refusal.unknownCapability(teleport));
    }

    @Test
    void a_session_in_a_workspace_that_it_cannot_share_is_refused() {
        Workspace open = workspace("open", null);
        Workspace archived = workspace("archived", Instant.EPOCH);
        SessionSettings settings = SessionSettings.of(Harness.GENERIC_ID, null, "");

        assertThat(node.useCases().openSession().open(HOME, settings.in(open.id())).isRight())
                .isTrue();
        for (UUID closed : List.of(new UUID(9, 9), archived.id().value(), session.id().value())) {
            assertThat(refusal(settings.in(new WorkspaceId(closed))))
                    .isEqualTo(Refusal.noSuchWorkspace(closed.toString()));
        }
    }

    private Workspace workspace(String name, @Nullable Instant archivedAt) {
        Workspace workspace =
                new Workspace(
                        new WorkspaceId(UUID.randomUUID()),
                        HOME,
                        name,
                        "",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        archivedAt);
        node.storage().workspaces().insert(workspace);
        return workspace;
    }

    @Test
    void a_session_that_may_take_no_step_is_refused() {
        assertThat(refusal(settings(null, List.of(), 0))).isEqualTo(Refusal.noSteps());
    }

    @Test
    void a_message_without_content_is_refused() {
        MessageDraft empty =
                new MessageDraft(
                        List.of(),
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        MessageStrategy.ENQUEUE,
                        "");

        assertThat(node.useCases().submitMessage().submit(session, empty).getLeft())
                .isEqualTo(Refusal.noContent());
        assertThat(story.all(TurnEvent.MessageReceived.class)).isEmpty();
    }

    @Test
    void an_empty_text_is_a_message() throws Exception {
        story.awaitEnd(node.say(session, ""));

        assertThat(story.all(TurnEvent.TurnCompleted.class)).hasSize(1);
    }

    @Test
    void a_message_to_nowhere_is_refused() {
        SessionKey nowhere = new SessionKey(HOME, new SessionId(new UUID(9, 9)));
        SessionKey foreign = new SessionKey(new OrganisationId(new UUID(9, 9)), session.id());

        for (SessionKey key : List.of(nowhere, foreign)) {
            assertThat(
                            node.useCases()
                                    .submitMessage()
                                    .submit(key, MessageDraft.ofText("Hi"))
                                    .getLeft())
                    .isEqualTo(Refusal.noSuchSession(key.id().value().toString()));
        }
    }

    @Test
    void what_was_sent_stands_in_the_log_as_it_was_sent() {
        String odd = "a\u0000b\ud800c";

        Submitted submitted =
                node.useCases().submitMessage().submit(session, MessageDraft.ofText(odd)).get();

        assertThat(submitted.message().content()).containsExactly(new InputPart.Text(odd));
        assertThat(story.only(TurnEvent.MessageReceived.class).message())
                .isEqualTo(submitted.message());
    }

    @Test
    void a_message_said_again_under_its_key_is_the_same_message() throws Exception {
        Submitted first = submit("key", "Hi");
        story.awaitEnd(turn(first));

        Submitted again = submit("key", "Something else");

        assertThat(first.duplicate()).isFalse();
        assertThat(again.duplicate()).isTrue();
        assertThat(again.envelope()).isEqualTo(first.envelope());
        assertThat(story.all(TurnEvent.MessageReceived.class)).hasSize(1);
    }

    @Test
    void eight_that_say_it_at_once_under_one_key_cause_one_turn() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().hold(gate).text("once").finish());
        List<Submitted> answers = new ArrayList<>();
        Callable<Submitted> say = () -> submit("key", "Hi");

        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Submitted> answer : clients.invokeAll(Collections.nCopies(8, say))) {
                answers.add(answer.get());
            }
        }
        gate.open();
        story.awaitEnd(turn(answers.getFirst()));

        assertThat(answers)
                .extracting(Submitted::envelope)
                .containsOnly(answers.getFirst().envelope());
        assertThat(answers).filteredOn(answer -> !answer.duplicate()).hasSize(1);
        assertThat(story.all(TurnEvent.MessageReceived.class)).hasSize(1);
        assertThat(story.all(TurnEvent.TurnCompleted.class)).hasSize(1);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void a_key_counts_in_its_session_only() {
        SessionKey other = node.open();
        submit("key", "Hi");

        Submitted there = node.useCases().submitMessage().submit(other, draft("key", "Hi")).get();

        assertThat(there.duplicate()).isFalse();
    }

    private Submitted submit(String key, String text) {
        return node.useCases().submitMessage().submit(session, draft(key, text)).get();
    }

    private Refusal refusal(SessionSettings settings) {
        return node.useCases().openSession().open(HOME, settings).getLeft();
    }

    private static TurnId turn(Submitted submitted) {
        return ((TurnEvent.MessageReceived) submitted.envelope().entry()).turn();
    }

    private static MessageDraft draft(String key, String text) {
        return new MessageDraft(
                List.of(new InputPart.Text(text)),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                MessageStrategy.ENQUEUE,
                key);
    }

    private static SessionSettings settings(
            @Nullable ModelRef model, List<CapabilityRef> capabilities, @Nullable Integer steps) {
        return new SessionSettings(
                Harness.GENERIC_ID,
                null,
                null,
                "",
                List.of(),
                model,
                "",
                capabilities,
                List.of(),
                steps,
                JsonObject.empty());
    }
}
