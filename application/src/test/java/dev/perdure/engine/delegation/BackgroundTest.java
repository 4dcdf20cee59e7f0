package dev.perdure.engine.delegation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.Conversation;
import dev.perdure.engine.Engine;
import dev.perdure.engine.Reply;
import dev.perdure.engine.agent.AgentDraft;
import dev.perdure.engine.log.Selection;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.session.ApprovalDraft;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.PendingCall;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.Window;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.engine.view.SessionLoader;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.Json;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.ModelRef;
import dev.perdure.refusal.Refusal;
import dev.perdure.schedule.Schedule;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import io.vavr.control.Either;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that run beside the conversation, and what an agent does about its tasks. */
class BackgroundTest {

    private static final CapabilityRef RULE =
            use(
                    "tool_approval",
                    JsonObject.builder()
                            .put("tools", JsonArray.of(new JsonString("fetch")))
                            .build());

    @Test
    void a_call_in_the_background_is_told_of_as_a_message() throws Exception {
        ScriptedModel model = new ScriptedModel(request -> background(request, "fetch"));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());

            assertThat(conversation.say("Go.").text()).isEqualTo("Started.");

            Await.until("it was told", () -> told(engine, conversation).size() > 1);
            assertThat(told(engine, conversation).getLast())
                    .startsWith("The sub-agent on \"fetch\" (task ")
                    .endsWith("has finished. Its answer:\n\nfetched {\"of\":7}");
        }
    }

    @Test
    void what_belongs_to_its_session_does_not_run_in_the_background() {
        ScriptedModel model = new ScriptedModel(request -> background(request, "note"));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());
            conversation.say("Go.");

            Await.until("it was told", () -> told(engine, conversation).size() > 1);
            assertThat(told(engine, conversation).getLast())
                    .endsWith(
                            "note is no tool that can run in the background. These are: fetch, break.");
        }
    }

    @Test
    void a_call_in_the_background_needs_the_leave_that_it_always_needs_and_is_listed_above() {
        ScriptedModel model = new ScriptedModel(request -> background(request, "fetch"));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent(RULE));
            SessionKey session = conversation.session();
            conversation.say("Go.");

            Await.until(
                    "somebody is asked",
                    () -> !engine.useCases().listPending().of(session).get().isEmpty());
            PendingCall pending = engine.useCases().listPending().of(session).get().getFirst();
            assertThat(pending.worksFor()).containsExactly(session.id());
            assertThat(pending.session()).isNotEqualTo(session);
            assertThat(told(engine, conversation)).hasSize(1);

            engine.useCases()
                    .answerApproval()
                    .answer(
                            pending.session(),
                            new ApprovalDraft(
                                    pending.call().id(),
                                    pending.approval().hash(),
                                    new ApprovalAnswer.Approve(),
                                    "me",
                                    ""))
                    .get();

            Await.until("it was told", () -> told(engine, conversation).size() > 1);
            assertThat(told(engine, conversation).getLast()).endsWith("fetched {\"of\":7}");
        }
    }

    @Test
    void an_agent_may_wait_for_a_task_later_and_tell_it_more_before_that() throws Exception {
        Gate gate = new Gate();
        ScriptedModel model = new ScriptedModel(request -> later(request, gate));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());

            Reply reply = conversation.say("Go.");
            Await.until("it waits", () -> waits(engine, conversation));
            gate.open();

            assertThat(reply.text()).isEqualTo("Told: " + ScriptedModel.echo("And the bees."));
            assertThat(told(engine, conversation)).as("no message besides").hasSize(1);
        }
    }

    @Test
    void nobody_may_name_what_sits_in_the_place_of_a_model() {
        ScriptedModel model = new ScriptedModel(request -> Script.answer("Hello."));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());

            assertThat(submit(engine, conversation.session(), BackgroundModel.NAME).getLeft())
                    .isEqualTo(Refusal.noSuchModel("background"));
            assertThat(
                            engine.useCases()
                                    .openSession()
                                    .open(
                                            conversation.session().organisation(),
                                            on(BackgroundModel.NAME))
                                    .getLeft())
                    .isEqualTo(Refusal.noSuchModel("background"));
            assertThat(
                            engine.useCases()
                                    .registerAgent()
                                    .register(
                                            conversation.session().organisation(),
                                            AgentDraft.of(agent().withModel(BackgroundModel.NAME)))
                                    .getLeft())
                    .isEqualTo(Refusal.noSuchModel("background"));
        }
    }

    @Test
    void a_call_in_the_background_that_fails_is_a_task_that_failed() {
        ScriptedModel model = new ScriptedModel(request -> background(request, "break"));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());
            conversation.say("Go.");

            Await.until("it was told", () -> told(engine, conversation).size() > 1);
            assertThat(told(engine, conversation).getLast())
                    .endsWith("failed: The call of break came to nothing: It broke.");
        }
    }

    @Test
    void the_agent_of_a_session_is_kept_in_those_that_work_for_it() {
        ScriptedModel model = new ScriptedModel(request -> background(request, "fetch"));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());
            conversation.say("Go.");
            Await.until("it was told", () -> told(engine, conversation).size() > 1);

            SessionSettings child =
                    SessionLoader.load(engine.storage().log(), child(engine, conversation))
                            .settings();
            assertThat(child.ancestorAgents())
                    .containsExactly(
                            SessionLoader.load(engine.storage().log(), conversation.session())
                                    .settings()
                                    .agent());
        }
    }

    @Test
    void a_session_of_one_call_makes_no_other() {
        ScriptedModel model = new ScriptedModel(request -> background(request, "fetch"));
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());
            conversation.say("Go.");
            Await.until("it was told", () -> told(engine, conversation).size() > 1);
            SessionKey child = child(engine, conversation);

            submit(engine, child, null).get();

            Await.until("it has answered twice", () -> answers(engine, child).size() == 2);
            assertThat(answers(engine, child)).containsOnly("fetched {\"of\":7}");
            assertThat(facts(engine, child))
                    .filteredOn(StepEvent.ToolStarted.class::isInstance)
                    .hasSize(1);
        }
    }

    @Test
    void a_call_in_the_background_cannot_be_told_anything_and_keeps_its_result() throws Exception {
        ScriptedModel model = new ScriptedModel(BackgroundTest::telling);
        try (Engine engine = Engine.inMemory(model, new Fetching())) {
            Conversation conversation = engine.converse(agent());

            assertThat(conversation.say("Go.").text()).isEqualTo("Told: fetched {\"of\":7}");
            assertThat(facts(engine, conversation.session()))
                    .filteredOn(StepEvent.ToolCompleted.class::isInstance)
                    .extracting(entry -> ((StepEvent.ToolCompleted) entry).result().error())
                    .contains("The task is one call, and cannot be told anything.");
        }
    }

    /** Spawns a call in the background, tells it something, and waits for it. */
    private static Script telling(ModelRequest request) {
        List<TranscriptItem.Answered> answered =
                request.transcript().stream()
                        .filter(TranscriptItem.Answered.class::isInstance)
                        .map(item -> (TranscriptItem.Answered) item)
                        .toList();
        if (answered.isEmpty()) {
            return calls("spawn_background", "{\"tool\":\"fetch\",\"arguments\":{\"of\":7}}");
        }
        String task = task(answered.getFirst());
        TranscriptItem.Answered done = answered.getLast();
        return switch (done.tool()) {
            case "spawn_background" ->
                    calls("message_task", "{\"task_id\":\"" + task + "\",\"message\":\"Hurry.\"}");
            case "message_task" -> calls("wait_task", "{\"task_id\":\"" + task + "\"}");
            default -> Script.answer("Told: " + answer(done));
        };
    }

    /** As the sub-agent gave it, or as it stood in its task when that was over already. */
    private static String answer(TranscriptItem.Answered done) {
        String output = done.result().output();
        return Json.parse(output)
                .toJavaOptional()
                .filter(JsonObject.class::isInstance)
                .flatMap(task -> ((JsonObject) task).string("answer"))
                .orElse(output);
    }

    private static Either<Refusal, SubmitMessage.Submitted> submit(
            Engine engine, SessionKey session, @Nullable ModelRef model) {
        return engine.useCases()
                .submitMessage()
                .submit(
                        session,
                        new MessageDraft(
                                List.of(
                                        new InputPart.Text(
                                                BackgroundModel.task("fetch", JsonObject.empty()))),
                                new Controls(model, JsonObject.empty()),
                                JsonObject.empty(),
                                JsonObject.empty(),
                                JsonObject.empty(),
                                MessageStrategy.ENQUEUE,
                                ""));
    }

    private static SessionSettings on(ModelRef model) {
        return new SessionSettings(
                Harness.GENERIC_ID,
                null,
                null,
                "",
                List.of(),
                model,
                "",
                List.of(),
                List.of(),
                null,
                JsonObject.empty());
    }

    private static SessionKey child(Engine engine, Conversation conversation) {
        SessionKey session = conversation.session();
        Schedule watch =
                engine.storage()
                        .schedules()
                        .list(session.organisation(), session, new Window(0, 1))
                        .items()
                        .getFirst();
        return new SessionKey(session.organisation(), new SessionId(watch.id().value()));
    }

    private static List<String> answers(Engine engine, SessionKey session) {
        return facts(engine, session).stream()
                .filter(StepEvent.OutputCompleted.class::isInstance)
                .map(entry -> ((StepEvent.OutputCompleted) entry).message())
                .filter(message -> message.toolCalls().isEmpty())
                .map(Message::text)
                .toList();
    }

    /** Has a tool run in the background, and repeats what it is told. */
    private static Script background(ModelRequest request, String tool) {
        if (request.transcript().getLast() instanceof TranscriptItem.Answered) {
            return Script.answer("Started.");
        }
        String said = ScriptedModel.lastSaid(request);
        return said.equals("Go.")
                ? calls("spawn_background", "{\"tool\":\"" + tool + "\",\"arguments\":{\"of\":7}}")
                : Script.answer(ScriptedModel.echo(said));
    }

    /** Gives a task, says more, and waits; the sub-agent's first answer is held at the gate. */
    private static Script later(ModelRequest request, Gate gate) {
        if (request.transcript().getLast() instanceof TranscriptItem.Answered done) {
            return switch (done.tool()) {
                case "spawn_subagent" ->
                        calls(
                                "message_task",
                                "{\"task_id\":\""
                                        + task(done)
                                        + "\",\"message\":\"And the bees.\"}");
                case "message_task" -> calls("wait_task", "{\"task_id\":\"" + task(done) + "\"}");
                default -> Script.answer("Told: " + done.result().output());
            };
        }
        String said = ScriptedModel.lastSaid(request);
        if (said.equals("Go.")) {
            return calls("spawn_subagent", "{\"task\":\"Count the birds.\"}");
        }
        return said.equals("And the bees.")
                ? Script.answer(ScriptedModel.echo(said))
                : Script.started().hold(gate).text(ScriptedModel.echo(said)).finish();
    }

    private static String task(TranscriptItem.Answered done) {
        return ((JsonObject) Json.parse(done.result().output()).get())
                .string("task_id")
                .orElseThrow();
    }

    private static Script calls(String tool, String arguments) {
        return Script.calls(
                new ToolCall(new ToolCallId("a " + tool), tool, new JsonText(arguments)));
    }

    private static AgentSettings agent(CapabilityRef... more) {
        List<CapabilityRef> uses =
                new ArrayList<>(
                        List.of(
                                use("subagents", JsonObject.empty()),
                                use("background_execution", JsonObject.empty()),
                                use("fetching", JsonObject.empty())));
        uses.addAll(List.of(more));
        return AgentSettings.of("worker", "").withCapabilities(uses);
    }

    private static CapabilityRef use(String id, JsonObject config) {
        return new CapabilityRef(new CapabilityId(id), config);
    }

    private static boolean waits(Engine engine, Conversation conversation) {
        return facts(engine, conversation).stream()
                .anyMatch(StepEvent.ToolDelegated.class::isInstance);
    }

    private static List<String> told(Engine engine, Conversation conversation) {
        return facts(engine, conversation).stream()
                .filter(TurnEvent.MessageReceived.class::isInstance)
                .map(entry -> ((TurnEvent.MessageReceived) entry).message().text())
                .toList();
    }

    private static List<Entry> facts(Engine engine, Conversation conversation) {
        return facts(engine, conversation.session());
    }

    private static List<Entry> facts(Engine engine, SessionKey session) {
        return engine.storage().log().read(session, Offset.START, 1000, Selection.FACTS).stream()
                .map(Envelope::entry)
                .toList();
    }

    /** Of two tools, one reaches outside. */
    private static final class Fetching implements ToolRunner {

        @Override
        public List<Capability> capabilities() {
            return List.of(
                    new Capability(
                            new CapabilityId("fetching"),
                            "Fetching",
                            "Fetches",
                            "",
                            List.of(
                                    tool("fetch", new ToolHints(true, false, true, true, false)),
                                    tool("break", new ToolHints(true, false, true, true, false)),
                                    tool("note", ToolHints.READ_ONLY))));
        }

        @Override
        public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context) {
            return call.name().equals("break")
                    ? ToolResult.error("It broke.")
                    : ToolResult.success("fetched " + call.arguments().text());
        }

        private static ToolDefinition tool(String name, ToolHints hints) {
            return new ToolDefinition(name, "A tool", JsonObject.empty(), hints, ToolOwner.ENGINE);
        }
    }
}
