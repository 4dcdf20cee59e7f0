package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.Appends;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.Tampered;
import dev.perdure.engine.session.ApprovalDraft;
import dev.perdure.engine.session.PendingCall;
import dev.perdure.engine.tool.GateCapabilities;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ApprovalAnswer;
import dev.perdure.tool.CallHash;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that run only after a person has allowed them, through the whole engine. */
class ApprovalTurnTest {

    /** One place, so that a turn which kept it would be seen. */
    private static final WorkerConfig ONE_PLACE =
            new WorkerConfig(
                    1, Duration.ofMillis(100), Duration.ofMillis(5), Duration.ofSeconds(10));

    private static final CapabilityRef ASK_FIRST =
            new CapabilityRef(
                    CapabilityId.TOOL_APPROVAL,
                    JsonObject.builder().put("tools", JsonArray.of(new JsonString("pay"))).build());
    private static final ApprovalAnswer YES = new ApprovalAnswer.Approve();
    private static final ApprovalAnswer NO = new ApprovalAnswer.Reject();
    private static final JsonText EDITED = new JsonText("{ \"of\" : \"me\" }");

    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .acting("pay", FakeTools.says("paid"))
                    .acting("look", FakeTools.says("seen"));
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final Node node = Node.on(storage).model(model).tools(tools).config(ONE_PLACE).start();
    private final SessionKey session = node.open(List.of(), ASK_FIRST);
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_call_that_needs_leave_holds_no_place_and_runs_once_when_it_has_it() throws Exception {
        TurnId turn = ask();
        SessionKey other = node.open();
        node.story(other).awaitEnd(node.say(other, "Meanwhile"));
        assertThat(tools.runsOf("pay")).isEmpty();

        assertThat(answer(node, YES).isRight()).isTrue();
        story.awaitEnd(turn);

        assertThat(tools.runsOf("pay"))
                .singleElement()
                .satisfies(run -> assertThat(run.call()).isEqualTo(toolCall("a", "pay")));
        assertThat(story.factsOf(turn))
                .containsSubsequence(
                        "ActStarted",
                        "ApprovalRequested",
                        "ApprovalDecided",
                        "ToolStarted",
                        "ToolCompleted",
                        "TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void edited_arguments_are_the_very_bytes_that_run() throws Exception {
        TurnId turn = ask();

        answer(node, new ApprovalAnswer.Edit(EDITED));
        story.awaitEnd(turn);

        assertThat(tools.runsOf("pay"))
                .singleElement()
                .satisfies(run -> assertThat(run.call().arguments()).isEqualTo(EDITED));
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_rejected_call_does_not_run_and_the_turn_goes_on() throws Exception {
        TurnId turn = ask();

        answer(node, NO);
        story.awaitEnd(turn);

        assertThat(tools.runsOf("pay")).isEmpty();
        assertThat(story.only(StepEvent.ToolCompleted.class).result().status())
                .isEqualTo(ToolStatus.ERROR);
        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void calls_of_the_step_that_need_nobody_run_meanwhile() throws Exception {
        model.next(Script.calls(toolCall("a", "pay"), toolCall("b", "look")));
        TurnId turn = node.say(session, "Go");
        awaitWaiting();
        assertThat(tools.runsOf("look")).hasSize(1);

        answer(node, YES);
        story.awaitEnd(turn);

        assertThat(tools.runsOf("pay")).hasSize(1);
        assertThat(tools.runsOf("look")).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void another_node_goes_on_after_a_restart_with_what_was_asked() throws Exception {
        TurnId turn = ask();
        node.close();
        try (Node next = Node.on(storage.node()).model(model).tools(tools).start()) {
            answer(next, YES);
            story.awaitEnd(turn);
        }

        assertThat(tools.runsOf("pay")).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void of_many_answers_at_once_on_two_nodes_one_counts() throws Exception {
        TurnId turn = ask();
        try (Node other = Node.on(storage.node()).model(model).tools(tools).start();
                ExecutorService people = Executors.newFixedThreadPool(8)) {
            Callable<Either<Refusal, Envelope>> yes = () -> answer(node, YES);
            Callable<Either<Refusal, Envelope>> no = () -> answer(other, NO);
            int taken = 0;
            for (Future<Either<Refusal, Envelope>> answer :
                    people.invokeAll(List.of(yes, no, yes, no, yes, no, yes, no))) {
                taken += answer.get().isRight() ? 1 : 0;
            }
            story.awaitEnd(turn);

            assertThat(taken).isEqualTo(1);
            assertThat(story.all(StepEvent.ApprovalDecided.class)).hasSize(1);
        }
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_call_of_which_one_byte_was_changed_after_it_was_allowed_does_not_run() throws Exception {
        TurnId turn = ask();
        answerWithoutAnOwner();
        try (Node next =
                Node.on(Tampered.storage(storage.node(), ApprovalTurnTest::changed))
                        .model(model)
                        .tools(tools)
                        .start()) {
            assertThat(next.useCases()).isNotNull();
            story.awaitEnd(turn);
        }

        assertThat(tools.runsOf("pay")).isEmpty();
        assertThat(story.only(StepEvent.ToolCompleted.class).result().error())
                .startsWith(
                        "This call was not run, because it is not the one that a person allowed");
    }

    @Test
    void a_call_from_whose_record_the_question_was_removed_does_not_run_either() throws Exception {
        TurnId turn = ask();
        node.close();
        makeDue(turn);
        try (Node next =
                Node.on(Tampered.storage(storage.node(), ApprovalTurnTest::unasked))
                        .model(model)
                        .tools(tools)
                        .start()) {
            assertThat(next.useCases()).isNotNull();
            story.awaitEnd(turn);
        }

        assertThat(tools.runsOf("pay")).isEmpty();
        assertThat(story.only(StepEvent.ToolCompleted.class).result().error())
                .contains("a person has to allow it and nobody did");
    }

    @Test
    void an_answer_to_another_hash_is_refused_and_the_call_goes_on_waiting() throws Exception {
        ask();
        PendingCall pending = pending(node);

        ApprovalDraft draft =
                new ApprovalDraft(pending.call().id(), new CallHash("00"), YES, "somebody");
        assertThat(node.useCases().answerApproval().answer(session, draft).getLeft())
                .isInstanceOf(Refusal.Conflicting.class);
        assertThat(pending(node)).isEqualTo(pending);
    }

    @Test
    void an_interrupting_message_ends_the_wait_and_nothing_is_said_to_be_unknown()
            throws Exception {
        TurnId first = ask();
        StepEvent.ApprovalRequested asked = story.only(StepEvent.ApprovalRequested.class);

        TurnId second = node.say(session, "2", MessageStrategy.INTERRUPT);
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).contains("TurnCancelled").doesNotContain("ToolCompleted");
        assertThat(node.useCases().listPending().of(session).get()).isEmpty();
        assertThat(answer(node, asked, YES).getLeft()).isInstanceOf(Refusal.Conflicting.class);
        assertThat(tools.runsOf("pay")).isEmpty();
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_steering_message_is_shown_with_what_became_of_the_call() throws Exception {
        TurnId first = ask();

        TurnId second = node.say(session, "2", MessageStrategy.STEER);
        answer(node, NO);
        story.awaitEnd(first);
        story.awaitEnd(second);

        assertThat(story.only(TurnEvent.MessageSteered.class).into()).isEqualTo(first);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_call_that_cannot_be_meant_is_answered_and_nobody_is_asked() throws Exception {
        model.next(
                Script.calls(
                        new ToolCall(new ToolCallId("a"), "pay", new JsonText("[1]")),
                        toolCall("b", "no_such_tool")));
        TurnId turn = node.say(session, "Go");
        story.awaitEnd(turn);

        assertThat(story.all(StepEvent.ToolCompleted.class))
                .extracting(done -> done.result().error())
                .containsExactly(
                        "The call of pay was not run. The arguments have to be a JSON object. Call"
                                + " it again as it should be.",
                        "There is no tool no_such_tool. There are: pay, look.");
        assertThat(story.factsOf(turn))
                .contains("TurnCompleted")
                .doesNotContain("ApprovalRequested", "ToolStarted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void arguments_of_a_person_are_held_against_the_tool_too() throws Exception {
        ask();

        Either<Refusal, Envelope> refused =
                answer(node, new ApprovalAnswer.Edit(new JsonText("[1]")));

        assertThat(refused.getLeft())
                .isEqualTo(
                        new Refusal.Invalid(
                                "arguments", "The arguments have to be a JSON object."));
        assertThat(answer(node, YES).isRight()).isTrue();
    }

    @Test
    void leave_for_a_tool_that_was_changed_is_refused_and_a_rejection_taken() throws Exception {
        TurnId turn = ask();
        node.close();
        try (Node next =
                Node.on(storage.node())
                        .model(model)
                        .tools(new FakeTools().reading("pay", FakeTools.says("paid")))
                        .start()) {
            Refusal refused = answer(next, YES).getLeft();
            assertThat(refused).isInstanceOf(Refusal.Conflicting.class);
            assertThat(refused.sentence()).contains("was changed since this call was shown");
            assertThat(answer(next, new ApprovalAnswer.Edit(EDITED)).getLeft()).isEqualTo(refused);

            assertThat(answer(next, NO).isRight()).isTrue();
            story.awaitEnd(turn);
        }
    }

    @Test
    void a_call_can_be_answered_whatever_id_its_model_chose() throws Exception {
        model.next(Script.calls(toolCall("a/b%2F?", "pay"), toolCall("", "look")));
        node.say(session, "Go");

        story.awaitFact(StepEvent.ApprovalRequested.class);

        assertThat(story.only(StepEvent.ApprovalRequested.class).call().id().value())
                .isEqualTo("a_b_2F_");
        assertThat(story.only(StepEvent.ToolStarted.class).call().id().value()).isEqualTo("call");
    }

    @Test
    void a_question_is_listed_and_answered_like_a_result_and_needs_nobodys_leave()
            throws Exception {
        CapabilityRef all =
                new CapabilityRef(
                        CapabilityId.TOOL_APPROVAL,
                        JsonObject.builder()
                                .put("tools", JsonArray.of(new JsonString("*")))
                                .build());
        SessionKey asking =
                node.open(
                        List.of(),
                        new CapabilityRef(CapabilityId.ASK_USER, JsonObject.empty()),
                        all);
        Story told = node.story(asking);
        model.next(Script.calls(toolCall("q", "ask_user")));
        TurnId turn = node.say(asking, "Go");
        told.awaitFact(StepEvent.ClientToolsRequested.class);

        assertThat(node.useCases().listPending().of(asking).get())
                .singleElement()
                .satisfies(pending -> {
                    assertThat(pending.kind()).isEqualTo(PendingCall.Kind.QUESTION);
                    assertThat(pending.isAPersons()).isTrue();
                });
        node.useCases()
                .handInResults()
                .handIn(asking, null, Map.of(new ToolCallId("q"), ToolResult.success("Blue.")));
        told.awaitEnd(turn);

        assertThat(told.only(StepEvent.ToolCompleted.class).result().output()).isEqualTo("Blue.");
        Invariants.holdWhenSettled(told);
    }

    @Test
    void a_rule_that_says_nothing_sensible_is_refused_when_the_session_is_opened() {
        CapabilityRef wrong =
                new CapabilityRef(
                        CapabilityId.TOOL_APPROVAL,
                        JsonObject.builder()
                                .put("hints", JsonArray.of(new JsonString("scary")))
                                .build());

        assertThat(new GateCapabilities().contribute(OrganisationId.DEFAULT, wrong))
                .isEqualTo(
                        new Contribution.Refused(
                                "The hints of tool_approval are destructive, open_world,"
                                        + " not_read_only, not_idempotent."));
    }

    /** Has a turn wait for leave for its only call. */
    private TurnId ask() throws Exception {
        model.next(Script.calls(toolCall("a", "pay")));
        TurnId turn = node.say(session, "Go");
        awaitWaiting();
        return turn;
    }

    /** The answer is in the log, and nobody has begun to act upon it. */
    private void answerWithoutAnOwner() {
        node.close();
        assertThat(answer(node, YES).isRight()).isTrue();
    }

    private void makeDue(TurnId turn) {
        Appends.one(
                storage.log(),
                Batch.of(session, new Guard.Exists(), List.of())
                        .with(new WorkChange.MakeDue(turn)));
    }

    private PendingCall pending(Node asked) {
        return asked.useCases().listPending().of(session).get().getFirst();
    }

    private Either<Refusal, Envelope> answer(Node asked, ApprovalAnswer answer) {
        return answer(asked, story.only(StepEvent.ApprovalRequested.class), answer);
    }

    private Either<Refusal, Envelope> answer(
            Node asked, StepEvent.ApprovalRequested about, ApprovalAnswer answer) {
        ApprovalDraft draft =
                new ApprovalDraft(about.call().id(), about.hash(), answer, "somebody");
        return asked.useCases().answerApproval().answer(session, draft);
    }

    private void awaitWaiting() {
        Await.until(
                "a session that waits",
                () ->
                        storage.log().head(session).orElseThrow().status()
                                == SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    /** One byte of the arguments is another. */
    private static Entry changed(Entry entry) {
        return entry instanceof StepEvent.ActStarted act
                ? new StepEvent.ActStarted(
                        act.turn(),
                        act.step(),
                        act.calls().stream()
                                .map(call ->
                                        call.allowed(
                                                        new ToolCall(
                                                                call.call().id(),
                                                                call.call().name(),
                                                                new JsonText("{\"of\":\"b\"}")),
                                                        new Clearance.Given(
                                                                new CallHash(""), false))
                                                .with(call.clearance()))
                                .toList())
                : entry;
    }

    /** The call looks like one that needs nobody. */
    private static Entry unasked(Entry entry) {
        if (entry instanceof StepEvent.ApprovalRequested asked) {
            return new StepEvent.ThinkingCompleted(
                    asked.turn(), asked.step(), new MessageId(new UUID(0, 1)), "");
        }
        return entry instanceof StepEvent.ActStarted act
                ? new StepEvent.ActStarted(
                        act.turn(),
                        act.step(),
                        act.calls().stream().map(call -> call.with(Clearance.FREE)).toList())
                : entry;
    }
}
