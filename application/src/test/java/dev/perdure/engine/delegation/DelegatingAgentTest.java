package dev.perdure.engine.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents that have tasks done by others. */
class DelegatingAgentTest {

    private static final AgentSettings DELEGATES =
            AgentSettings.of("leader", "")
                    .withCapabilities(
                            List.of(
                                    new CapabilityRef(
                                            new CapabilityId("subagents"), JsonObject.empty())));

    @Test
    void an_agent_is_told_once_what_its_sub_agent_answered() throws Exception {
        ScriptedModel model = new ScriptedModel(DelegatingAgentTest::delegating);
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse(DELEGATES);

            conversation.say("Have the birds counted.").text();

            Await.until("the agent was told", () -> told(model) > 0);
        }
        assertThat(told(model)).isEqualTo(1);
    }

    @Test
    void a_sub_agent_outlives_every_node() {
        InMemoryStorage first = InMemoryStorage.open();
        ScriptedModel model = new ScriptedModel(DelegatingAgentTest::delegating);
        Engine engine = Engine.on(first.node(), model);
        Conversation conversation = engine.converse(DELEGATES);
        conversation.say("Have the birds counted.");
        Await.until(
                "the agent has delegated",
                () ->
                        !engine.storage()
                                .schedules()
                                .list(
                                        conversation.session().organisation(),
                                        conversation.session(),
                                        new Window(0, 1))
                                .items()
                                .isEmpty());
        engine.close();

        try (Engine next = Engine.on(first.node(), model)) {
            Await.until("the agent was told by another node", () -> told(model) > 0);
        }
        first.close();
    }

    @Test
    void an_agent_that_waits_has_the_answer_of_its_sub_agent_as_a_result() throws Exception {
        try (Engine engine = Engine.inMemory(new ScriptedModel(DelegatingAgentTest::waiting))) {
            Conversation conversation = engine.converse(DELEGATES);

            assertThat(conversation.say("Have the birds counted.").text())
                    .isEqualTo("Told: " + ScriptedModel.echo("Count the birds."));

            StepEvent.ToolDelegated delegated =
                    only(engine, conversation.session(), StepEvent.ToolDelegated.class);
            SessionKey child = new SessionKey(OrganisationId.DEFAULT, delegated.task());
            assertThat(SessionLoader.load(engine.storage().log(), child).settings().ancestors())
                    .containsExactly(conversation.session().id());
            assertThat(all(engine, conversation.session(), TurnEvent.MessageReceived.class))
                    .hasSize(1);
        }
    }

    @Test
    void a_call_that_waits_outlives_every_node_and_holds_no_place() {
        InMemoryStorage storage = InMemoryStorage.open();
        Gate gate = new Gate();
        ScriptedModel model = new ScriptedModel(request -> waiting(request, gate));
        Engine engine = Engine.on(storage.node(), model);
        SessionKey session = waits(engine);
        engine.close();

        try (Engine next = Engine.on(storage.node(), model)) {
            gate.open();
            Await.until(
                    "its turn has ended",
                    () -> !all(next, session, TurnEvent.TurnCompleted.class).isEmpty());
            assertThat(only(next, session, StepEvent.ToolCompleted.class).result().output())
                    .isEqualTo(ScriptedModel.echo("Count the birds."));
            assertThat(only(next, session, StepEvent.ToolStarted.class).attempt().value())
                    .isEqualTo(1);
        }
        storage.close();
    }

    @Test
    void the_cancel_of_a_turn_stops_whoever_it_waits_for() {
        ScriptedModel model = new ScriptedModel(request -> waiting(request, new Gate()));
        try (Engine engine = Engine.inMemory(model)) {
            SessionKey session = waits(engine);
            SessionKey child = child(engine, session);

            engine.useCases().cancelTurn().cancel(session, "Enough.").get();

            Await.until(
                    "both have ended",
                    () ->
                            all(engine, session, TurnEvent.TurnCancelled.class).size() == 1
                                    && all(engine, child, TurnEvent.TurnCancelled.class).size()
                                            == 1);
            assertThat(only(engine, session, StepEvent.ToolCompleted.class).result().status())
                    .isEqualTo(ToolStatus.CANCELLED);
        }
    }

    @Test
    void the_end_of_a_session_stops_whoever_works_for_it() {
        ScriptedModel model = new ScriptedModel(request -> waiting(request, new Gate()));
        try (Engine engine = Engine.inMemory(model)) {
            SessionKey session = waits(engine);
            SessionKey child = child(engine, session);
            engine.useCases().submitMessage().submit(child, MessageDraft.ofText("More.")).get();
            engine.useCases().submitMessage().submit(child, MessageDraft.ofText("Yet more.")).get();

            engine.useCases().removeSession().remove(session).get();

            Await.until(
                    "the sub-agent has ended, with the turns that were due",
                    () -> all(engine, child, TurnEvent.TurnCancelled.class).size() == 3);
        }
    }

    @Test
    void a_sub_agent_has_answered_once_those_that_work_for_it_have() throws Exception {
        Gate gate = new Gate();
        ScriptedModel model = new ScriptedModel(request -> givingOn(request, gate));
        try (Engine engine = Engine.inMemory(model)) {
            SessionKey session = waits(engine);
            SessionKey child = child(engine, session);
            Await.until(
                    "the sub-agent has ended its turn",
                    () -> !all(engine, child, TurnEvent.TurnCompleted.class).isEmpty());
            gate.open();

            Await.until(
                    "it was answered",
                    () -> !all(engine, session, TurnEvent.TurnCompleted.class).isEmpty());
            assertThat(only(engine, session, StepEvent.ToolCompleted.class).result().output())
                    .isEqualTo("All birds are counted.");
        }
    }

    @Test
    void the_end_of_a_session_stops_those_whose_sub_agent_has_ended_its_turn() {
        ScriptedModel model = new ScriptedModel(request -> givingOn(request, new Gate()));
        try (Engine engine = Engine.inMemory(model)) {
            SessionKey session = waits(engine);
            SessionKey child = child(engine, session);
            Await.until(
                    "the sub-agent has ended its turn",
                    () -> !all(engine, child, TurnEvent.TurnCompleted.class).isEmpty());
            SessionKey grandchild = worksFor(engine, child);

            engine.useCases().removeSession().remove(session).get();

            Await.until(
                    "whoever worked for it has ended",
                    () -> !all(engine, grandchild, TurnEvent.TurnCancelled.class).isEmpty());
        }
    }

    private static SessionKey worksFor(Engine engine, SessionKey session) {
        return new SessionKey(
                session.organisation(),
                new SessionId(
                        engine.storage()
                                .schedules()
                                .list(session.organisation(), session, new Window(0, 1))
                                .items()
                                .getFirst()
                                .id()
                                .value()));
    }

    /** A sub-agent gives its task on and ends its turn; whoever has it then waits at the gate. */
    private static Script givingOn(ModelRequest request, Gate gate) {
        String said = ScriptedModel.lastSaid(request);
        if (said.startsWith("The sub-agent on")) {
            return Script.answer("All birds are counted.");
        }
        if (!said.equals("Count the birds.")) {
            return waiting(request, gate);
        }
        return request.transcript().getLast() instanceof TranscriptItem.Answered
                ? Script.answer("Given on.")
                : Script.calls(
                        new ToolCall(
                                new ToolCallId("b"),
                                "spawn_subagent",
                                new JsonText("{\"task\":\"Count the sparrows.\"}")));
    }

    @Test
    void instructions_have_a_bound_as_tasks_have() throws Exception {
        assertThat(instructed(TaskTools.TASK_CHARACTERS_MAX).succeeded()).isTrue();
        assertThat(instructed(TaskTools.TASK_CHARACTERS_MAX + 1).error())
                .isEqualTo("Instructions have at most 100000 characters.");
    }

    private static ToolResult instructed(int characters) throws Exception {
        String arguments = "{\"task\":\"Go.\",\"instructions\":\"" + "x".repeat(characters) + "\"}";
        ScriptedModel model =
                new ScriptedModel(request ->
                        ScriptedModel.lastSaid(request).equals("Have the birds counted.")
                                        && !(request.transcript().getLast()
                                                instanceof TranscriptItem.Answered)
                                ? Script.calls(
                                        new ToolCall(
                                                new ToolCallId("a"),
                                                "run_subagent",
                                                new JsonText(arguments)))
                                : Script.answer("Done."));
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse(DELEGATES);
            conversation.say("Have the birds counted.").text();
            return only(engine, conversation.session(), StepEvent.ToolCompleted.class).result();
        }
    }

    @Test
    void a_sub_agent_that_fails_is_an_error_of_the_call() throws Exception {
        ScriptedModel model =
                new ScriptedModel(request ->
                        ScriptedModel.lastSaid(request).equals("Count the birds.")
                                ? Script.fails(FailureKind.NOT_FOUND, new NextMove.GiveUp())
                                : waiting(request));
        try (Engine engine = Engine.inMemory(model)) {
            Conversation conversation = engine.converse(DELEGATES);

            conversation.say("Have the birds counted.").text();

            assertThat(
                            only(engine, conversation.session(), StepEvent.ToolCompleted.class)
                                    .result()
                                    .error())
                    .startsWith("The sub-agent failed: ");
        }
    }

    private static SessionKey waits(Engine engine) {
        Conversation conversation = engine.converse(DELEGATES);
        SessionKey session = conversation.session();
        conversation.say("Have the birds counted.");
        Await.until(
                "its sub-agent works",
                () ->
                        !all(engine, session, StepEvent.ToolDelegated.class).isEmpty()
                                && !all(
                                                engine,
                                                child(engine, session),
                                                StepEvent.ReasonStarted.class)
                                        .isEmpty());
        return session;
    }

    private static SessionKey child(Engine engine, SessionKey session) {
        return new SessionKey(
                session.organisation(),
                only(engine, session, StepEvent.ToolDelegated.class).task());
    }

    private static <T> T only(Engine engine, SessionKey session, Class<T> kind) {
        List<T> all = all(engine, session, kind);
        assertThat(all).as(kind.getSimpleName()).hasSize(1);
        return all.getFirst();
    }

    private static <T> List<T> all(Engine engine, SessionKey session, Class<T> kind) {
        return engine.storage().log().read(session, Offset.START, 1000, Selection.FACTS).stream()
                .map(Envelope::entry)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Script waiting(ModelRequest request) {
        Gate open = new Gate();
        open.open();
        return waiting(request, open);
    }

    /** Waits for whoever does what a user asks for, who does it once the gate is open. */
    private static Script waiting(ModelRequest request, Gate gate) {
        if (request.transcript().getLast() instanceof TranscriptItem.Answered done) {
            return Script.answer("Told: " + done.result().output());
        }
        String said = ScriptedModel.lastSaid(request);
        return said.equals("Have the birds counted.")
                ? Script.calls(
                        new ToolCall(
                                new ToolCallId("a"),
                                "run_subagent",
                                new JsonText("{\"task\":\"Count the birds.\"}")))
                : Script.started().hold(gate).text(ScriptedModel.echo(said)).finish();
    }

    /** Delegates what a user asks for, answers the rest by repeating it. */
    private static Script delegating(ModelRequest request) {
        String said = ScriptedModel.lastSaid(request);
        boolean first =
                request.transcript().stream()
                        .noneMatch(item -> item.toString().contains("task_id"));
        return said.equals("Have the birds counted.") && first
                ? Script.calls(
                        new ToolCall(
                                new ToolCallId("a"),
                                "spawn_subagent",
                                new JsonText("{\"task\":\"Count the birds.\"}")))
                : Script.answer(ScriptedModel.echo(said));
    }

    private static long told(ScriptedModel model) {
        return model.requests().stream()
                .filter(request ->
                        ScriptedModel.lastSaid(request)
                                .endsWith(
                                        "has finished. Its answer:\n\n"
                                                + ScriptedModel.echo("Count the birds.")))
                .count();
    }
}
