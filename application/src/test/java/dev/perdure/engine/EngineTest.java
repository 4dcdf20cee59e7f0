package dev.perdure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.harness.HarnessId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EngineTest {

    /** Nobody opens the gates meanwhile, so whoever waited for them would never be done. */
    private static final Duration FAST = Duration.ofSeconds(20);

    private final ScriptedModel model = new ScriptedModel();

    @Test
    void a_conversation_streams_its_answer_piece_by_piece() throws Exception {
        model.next(Script.answer("Hello", ", ", "world"));
        List<String> pieces = new ArrayList<>();
        try (Engine engine = Engine.inMemory(model)) {
            String answer = engine.converse("Be kind.").say("Hi").stream(pieces::add);

            assertThat(answer).isEqualTo("Hello, world");
            assertThat(String.join("", pieces)).isEqualTo("Hello, world");
            assertThat(model.requests().getFirst().instructions()).isEqualTo("Be kind.");
        }
    }

    @Test
    void a_message_that_joins_another_turn_is_answered_by_it() throws Exception {
        Gate gate = new Gate();
        FakeTools tools =
                new FakeTools()
                        .reading(
                                "sky",
                                run -> {
                                    gate.pass();
                                    return ToolResult.success("blue");
                                });
        model.next(Script.started().call(Script.toolCall("a", "sky")).finish());
        try (Engine engine = Engine.inMemory(model, tools)) {
            Conversation conversation =
                    engine.converse(
                            AgentSettings.of("painter", "")
                                    .withCapabilities(List.of(FakeTools.USE)));
            Reply first = conversation.say("Which colour?");
            gate.awaitReached();

            Reply second = conversation.say("In French.", MessageStrategy.STEER);
            gate.open();

            assertThat(second.text()).isEqualTo(ScriptedModel.echo("In French."));
            assertThat(first.text()).isEqualTo(second.text());
        }
    }

    @Test
    void an_answer_can_be_read_again() throws Exception {
        try (Engine engine = Engine.inMemory(model)) {
            Reply reply = engine.converse("").say("Hi");

            assertThat(reply.text()).isEqualTo(ScriptedModel.echo("Hi"));
            assertThat(reply.text()).isEqualTo(ScriptedModel.echo("Hi"));
        }
    }

    @Test
    void the_answer_of_a_turn_with_tools_is_what_was_said_last() throws Exception {
        FakeTools tools = new FakeTools().reading("sky", FakeTools.says("blue"));
        model.next(Script.started().text("Looking. ").call(Script.toolCall("a", "sky")).finish());
        model.next(Script.answer("Blue."));
        try (Engine engine = Engine.inMemory(model, tools)) {
            AgentSettings settings =
                    AgentSettings.of("painter", "").withCapabilities(List.of(FakeTools.USE));

            assertThat(engine.converse(settings).say("Which colour?").text()).isEqualTo("Blue.");
        }
    }

    @Test
    void a_conversation_goes_on_by_its_key() throws Exception {
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse("");
            conversation.say("first").text();

            engine.resume(conversation.session()).say("second").text();

            assertThat(model.requests().getLast().transcript()).hasSize(3);
        }
    }

    @Test
    void a_turn_that_fails_says_why() {
        model.next(Script.fails(FailureKind.AUTHENTICATION, new NextMove.GiveUp()));
        try (Engine engine = Engine.inMemory(model)) {
            Reply reply = engine.converse("").say("Hi");

            assertThatThrownBy(reply::text)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Scripted: AUTHENTICATION");
        }
    }

    @Test
    void a_turn_that_is_cancelled_says_so() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().hold(gate).text("Hello").finish());
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse("");
            Reply reply = conversation.say("Hi");
            gate.awaitReached();
            engine.useCases().cancelTurn().cancel(conversation.session(), "Enough.").get();

            assertThatThrownBy(reply::text).hasMessage("The turn was cancelled.");
        }
    }

    @Test
    void a_reader_is_told_when_its_session_is_deleted() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().hold(gate).text("Hello").finish());
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse("");
            CompletableFuture<String> reader = readInBackground(conversation.say("Hi"));
            gate.awaitReached();
            engine.useCases().removeSession().remove(conversation.session()).get();

            assertThatThrownBy(() -> reader.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("The session was deleted.");
        }
    }

    @Test
    void an_engine_closes_fast_in_mid_stream_and_the_next_one_finishes_the_turn() throws Exception {
        InMemoryStorage storage = InMemoryStorage.open();
        Gate gate = new Gate();
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        Engine engine = Engine.on(storage, model);
        Conversation conversation = engine.converse("");
        conversation.say("Hi");
        gate.awaitReached();

        assertThat(timeToClose(engine)).isLessThan(FAST);
        gate.awaitInterrupted();

        assertTakenOver(storage, conversation.session());
    }

    @Test
    void an_engine_closes_fast_while_a_tool_takes_no_notice_and_the_next_one_finishes_the_turn()
            throws Exception {
        InMemoryStorage storage = InMemoryStorage.open();
        Gate gate = new Gate();
        FakeTools tools =
                new FakeTools()
                        .reading(
                                "deaf",
                                call -> {
                                    gate.passDeaf();
                                    return ToolResult.success("late");
                                });
        model.next(Script.calls(Script.toolCall("a", "deaf")));
        Engine engine = Engine.on(storage, model, tools);
        Conversation conversation =
                engine.converse(AgentSettings.of("a", "").withCapabilities(List.of(FakeTools.USE)));
        conversation.say("Hi");
        gate.awaitReached();

        assertThat(timeToClose(engine)).isLessThan(FAST);
        gate.open();

        try (Engine next =
                Engine.on(
                        storage.node(),
                        new ScriptedModel(),
                        new FakeTools().reading("deaf", FakeTools.says("heard")))) {
            Story story = new Story(storage.log(), conversation.session());
            story.awaitFact(TurnEvent.TurnCompleted.class);
            assertThat(story.only(StepEvent.ToolCompleted.class).result().output())
                    .isEqualTo("heard");
            assertThat(next.storage()).isNotNull();
        }
    }

    @Test
    void a_reader_is_told_when_its_engine_is_closed() throws Exception {
        Gate gate = new Gate();
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        Engine engine = Engine.inMemory(model);
        CompletableFuture<String> reader = readInBackground(engine.converse("").say("Hi"));
        gate.awaitReached();

        engine.close();

        assertThatThrownBy(() -> reader.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closing_twice_is_closing_once() {
        Engine engine = Engine.inMemory(model);
        engine.close();
        engine.close();

        assertThat(engine.storage().work().claim(1)).isEmpty();
    }

    @Test
    void a_node_that_does_not_claim_only_accepts() throws Exception {
        InMemoryStorage storage = InMemoryStorage.open();
        EngineConfig accepting = new EngineConfig(WorkerConfig.DEFAULT, ScriptedModel.NAME, false);
        Engine front = Engine.start(storage, List.of(model), List.of(), accepting);
        Reply reply = front.converse("").say("Hi");
        assertThat(model.requests()).isEmpty();

        try (Engine back = Engine.on(storage.node(), model)) {
            assertThat(reply.text()).isEqualTo(ScriptedModel.echo("Hi"));
            assertThat(back.models().models(OrganisationId.DEFAULT))
                    .containsExactly(new ModelRef("scripted"));
        }
        front.close();
    }

    @Test
    void a_session_keeps_the_harness_it_was_opened_on_however_that_is_edited() throws Exception {
        InMemoryStorage storage = InMemoryStorage.open();
        try (Engine before = Engine.start(storage, List.of(model), List.of(), guided("Be kind."));
                Engine after =
                        Engine.start(
                                storage.node(), List.of(model), List.of(), guided("Be brief."))) {
            SessionKey old = openedOnGuide(before);
            SessionKey young = openedOnGuide(after);

            for (Engine engine : List.of(before, after)) {
                engine.resume(old).say("Hi").text();
                engine.resume(young).say("Hi").text();
            }

            assertThat(new Story(storage.log(), old).all(TurnEvent.TurnCompleted.class)).hasSize(2);
            assertThat(model.requests())
                    .extracting(request -> request.instructions())
                    .containsExactlyInAnyOrder(
                            "Be a guide.\n\nBe kind.",
                            "Be a guide.\n\nBe kind.",
                            "Be a guide.\n\nBe brief.",
                            "Be a guide.\n\nBe brief.");
        }
    }

    private static final HarnessId GUIDE = new HarnessId(new UUID(3, 1));

    private static EngineConfig guided(String instructions) {
        HarnessId parent = new HarnessId(new UUID(3, 2));
        return EngineConfig.of(ScriptedModel.NAME)
                .withHarnesses(
                        new HarnessDefinition(
                                parent,
                                "guides",
                                "",
                                "",
                                null,
                                HarnessBase.of("Be a guide.", List.of())),
                        new HarnessDefinition(
                                GUIDE,
                                "guide",
                                "",
                                "",
                                parent,
                                HarnessBase.of(instructions, List.of())));
    }

    private static SessionKey openedOnGuide(Engine engine) {
        return engine.useCases()
                .openSession()
                .open(OrganisationId.DEFAULT, SessionSettings.of(GUIDE, null, ""))
                .get()
                .key();
    }

    @Test
    void an_engine_that_cannot_start_closes_its_storage() {
        InMemoryStorage storage = InMemoryStorage.open();
        storage.work().join();
        FakeTools twice = new FakeTools();

        assertThatThrownBy(() -> Engine.on(storage, model, twice, twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kit");
        assertThat(storage.work().renew()).isFalse();
    }

    private void assertTakenOver(InMemoryStorage storage, SessionKey session) throws Exception {
        try (Engine next = Engine.on(storage.node(), new ScriptedModel(Script.answer("Hello")))) {
            Story story = new Story(next.storage().log(), session);
            story.awaitFact(TurnEvent.TurnCompleted.class);
            assertThat(story.only(StepEvent.OutputCompleted.class).message().text())
                    .isEqualTo("Hello");
            Invariants.holdWhenSettled(story);
        }
    }

    private static Duration timeToClose(Engine engine) {
        long start = System.nanoTime();
        engine.close();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static CompletableFuture<String> readInBackground(Reply reply) {
        CompletableFuture<String> text = new CompletableFuture<>();
        AtomicInteger reading = new AtomicInteger();
        Thread.startVirtualThread(() -> {
            try {
                reading.set(1);
                text.complete(reply.text());
            } catch (InterruptedException | RuntimeException trouble) {
                text.completeExceptionally(trouble);
            }
        });
        Await.until("the reader reads", () -> reading.get() == 1);
        return text;
    }
}
