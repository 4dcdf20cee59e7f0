package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.RunningClock;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage.Submitted;
import dev.perdure.event.Delta;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.message.Role;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Messages that arrive while a turn is under way. */
class SteeringTest {

    private final Gate gate = new Gate();
    private final RunningClock clock = new RunningClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .acting(
                            "stuck",
                            call -> {
                                gate.pass();
                                return ToolResult.success("done");
                            });
    private final Node node = Node.on(storage).model(model).tools(tools).clock(clock).start();
    private final SessionKey session =
            node.open(List.of(FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT)));
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void a_message_that_waits_is_told_so_while_the_turn_before_it_still_runs() throws Exception {
        TurnId first = runUntilToolIsStuck();

        TurnId second = node.say(session, "2");
        story.awaitFact(TurnEvent.MessageQueued.class);
        gate.open();
        story.awaitEnd(second);

        assertThat(story.only(TurnEvent.MessageQueued.class))
                .isEqualTo(new TurnEvent.MessageQueued(second, inputOf(second), first));
        assertThat(story.factsOf(second)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_steering_message_is_seen_by_the_next_model_call_of_the_turn_that_runs()
            throws Exception {
        TurnId first = runUntilToolIsStuck();

        TurnId second = node.say(session, "Faster!", MessageStrategy.STEER);
        gate.open();
        story.awaitEnd(first);
        story.awaitEnd(second);

        assertThat(story.only(TurnEvent.MessageSteered.class))
                .isEqualTo(
                        new TurnEvent.MessageSteered(
                                second, inputOf(second), first, new StepNumber(2)));
        assertThat(said(model.requests().getLast())).containsExactly("1", "Faster!");
        assertThat(story.factsOf(second)).containsExactly("MessageReceived", "MessageSteered");
        assertAtRest();
    }

    @Test
    void a_steering_message_joins_the_attempt_after_a_failure() throws Exception {
        model.next(
                Script.fails(
                        FailureKind.OVERLOADED, new NextMove.RetryAfter(Duration.ofMinutes(10))));
        TurnId first = node.say(session, "1");
        story.awaitFact(StepEvent.ReasonFailed.class);

        node.say(session, "2", MessageStrategy.STEER);
        clock.jump(Duration.ofMinutes(11));
        story.awaitEnd(first);

        assertThat(story.only(TurnEvent.MessageSteered.class).step()).isEqualTo(StepNumber.FIRST);
        assertThat(said(model.requests().getLast())).containsExactly("1", "2");
        assertAtRest();
    }

    @Test
    void a_turn_that_is_cancelled_is_joined_by_nobody() throws Exception {
        TurnId first = runUntilToolIsStuck();
        TurnId second = node.say(session, "2", MessageStrategy.STEER);

        node.cancel(session);
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).endsWith("TurnCancelled", "SessionIdled");
        assertThat(story.factsOf(second)).contains("MessageQueued", "TurnCompleted");
        assertAtRest();
    }

    @Test
    void a_steering_message_that_comes_too_late_is_answered_by_a_turn_of_its_own()
            throws Exception {
        model.next(Script.started().hold(gate).text("first").finish());
        TurnId first = node.say(session, "1");
        gate.awaitReached();

        TurnId second = node.say(session, "2", MessageStrategy.STEER);
        gate.open();
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).contains("TurnCompleted");
        assertThat(story.factsOf(second)).contains("MessageQueued", "TurnCompleted");
        assertAtRest();
    }

    @Test
    void a_steering_message_finds_a_turn_that_waits_for_its_client() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId first = node.say(session, "1");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);

        TurnId second = node.say(session, "2", MessageStrategy.STEER);
        node.useCases()
                .handInResults()
                .handIn(session, null, Map.of(new ToolCallId("a"), ToolResult.success("42")));
        story.awaitEnd(first);

        assertThat(story.only(TurnEvent.MessageSteered.class).turn()).isEqualTo(second);
        assertThat(said(model.requests().getLast())).containsExactly("1", "2");
        assertAtRest();
    }

    @Test
    void an_interrupting_message_stops_the_turn_and_comes_next() throws Exception {
        model.next(Script.started().text("Hel").stall());
        TurnId first = node.say(session, "1");
        story.awaitFact(Delta.OutputDelta.class);

        TurnId second = node.say(session, "2", MessageStrategy.INTERRUPT);
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).endsWith("TurnCancelled", "SessionIdled");
        assertThat(story.factsOf(second))
                .startsWith("MessageReceived", "MessageInterrupted")
                .contains("TurnCompleted");
        Await.until("the first call is closed", () -> model.openCalls() == 0);
        assertAtRest();
    }

    @Test
    void a_turn_that_waits_without_an_owner_is_interrupted_all_the_same() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId first = node.say(session, "1");
        awaitStatus(SessionStatus.WAITING_FOR_TOOL_RESULTS);

        TurnId second = node.say(session, "2", MessageStrategy.INTERRUPT);
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).endsWith("TurnCancelled", "SessionIdled");
        assertThat(story.factsOf(second)).contains("TurnCompleted");
        assertAtRest();
    }

    @Test
    void an_interrupting_message_that_is_sent_again_interrupts_nothing_more() throws Exception {
        TurnId first = runUntilToolIsStuck();
        Submitted once = submit("2", MessageStrategy.INTERRUPT, "key").get();
        story.awaitEnd(first);
        story.awaitEnd(turn(once));
        Gate held = new Gate();
        model.next(Script.started().hold(held).text("third").finish());
        TurnId third = node.say(session, "3");
        held.awaitReached();

        Submitted again = submit("2", MessageStrategy.INTERRUPT, "key").get();
        held.open();
        story.awaitEnd(third);

        assertThat(again.duplicate()).isTrue();
        assertThat(again.envelope()).isEqualTo(once.envelope());
        assertThat(story.all(TurnEvent.CancelRequested.class)).hasSize(1);
        assertThat(story.factsOf(third)).contains("TurnCompleted");
        assertAtRest();
    }

    @Test
    void a_message_that_wants_an_idle_session_is_refused_and_leaves_nothing_behind()
            throws Exception {
        TurnId first = runUntilToolIsStuck();

        assertThat(submit("2", MessageStrategy.REJECT, "").getLeft())
                .isInstanceOf(Refusal.Conflicting.class);
        assertThat(submit("2", MessageStrategy.REJECT, "key").getLeft())
                .isInstanceOf(Refusal.Conflicting.class);
        gate.open();
        story.awaitEnd(first);

        assertThat(story.all(TurnEvent.MessageReceived.class)).hasSize(1);
        story.awaitEnd(turn(submit("2", MessageStrategy.REJECT, "key").get()));
        assertAtRest();
    }

    @Test
    void a_message_that_was_taken_is_not_refused_when_it_is_sent_again() throws Exception {
        model.next(Script.started().hold(gate).text("first").finish());
        Submitted once = submit("1", MessageStrategy.REJECT, "key").get();
        gate.awaitReached();

        Submitted again = submit("1", MessageStrategy.REJECT, "key").get();
        gate.open();
        story.awaitEnd(turn(once));

        assertThat(again.duplicate()).isTrue();
        assertThat(again.envelope()).isEqualTo(once.envelope());
    }

    @Test
    void a_message_that_rolls_back_is_answered_as_if_the_turn_had_not_been() throws Exception {
        story.awaitEnd(node.say(session, "0"));
        TurnId first = runUntilToolIsStuck();

        TurnId second = node.say(session, "2", MessageStrategy.ROLLBACK);
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).endsWith("TurnCancelled", "SessionIdled");
        assertThat(said(model.requests().getLast())).containsExactly("0", "2");
        assertThat(story.all(SessionEvent.HeadMoved.class)).hasSize(1);
        assertAtRest();
    }

    @Test
    void a_turn_that_has_not_begun_is_interrupted_before_it_does() throws Exception {
        node.close();
        Node accepting = Node.on(storage.node()).idle();
        TurnId first = accepting.say(session, "1");
        TurnId second = accepting.say(session, "2", MessageStrategy.INTERRUPT);

        try (Node working = Node.on(storage.node()).model(model).start()) {
            working.story(session).awaitEnd(second);
        }

        assertThat(story.factsOf(first)).doesNotContain("TurnStarted").contains("TurnCancelled");
        assertThat(model.requests()).hasSize(1);
        assertAtRest();
    }

    @Test
    void a_message_that_arrives_at_another_node_steers_the_turn_that_runs_here() throws Exception {
        TurnId first = runUntilToolIsStuck();

        TurnId second =
                Node.on(storage.node()).idle().say(session, "Faster!", MessageStrategy.STEER);
        gate.open();
        story.awaitEnd(first);

        assertThat(story.only(TurnEvent.MessageSteered.class).turn()).isEqualTo(second);
        assertAtRest();
    }

    /** Whichever comes first, the end of the turn or the message: each is answered, and once. */
    @RepeatedTest(20)
    void messages_that_race_the_end_of_a_turn_are_neither_lost_nor_answered_twice()
            throws Exception {
        model.next(Script.calls(toolCall("a", "stuck")));
        TurnId first = node.say(session, "1");
        gate.awaitReached();
        Set<TurnId> turns = ConcurrentHashMap.newKeySet();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.of(MessageStrategy.values())
                    .filter(strategy -> strategy != MessageStrategy.REJECT)
                    .forEach(strategy ->
                            clients.submit(
                                    () -> turns.add(node.say(session, strategy.name(), strategy))));
            gate.open();
        }
        assertThat(turns).hasSize(MessageStrategy.values().length - 1);
        story.awaitEnd(first);
        for (TurnId turn : turns) {
            story.awaitEnd(turn);
        }

        assertAtRest();
    }

    private TurnId runUntilToolIsStuck() throws InterruptedException {
        model.next(Script.calls(toolCall("a", "stuck")));
        TurnId turn = node.say(session, "1");
        gate.awaitReached();
        return turn;
    }

    private Either<Refusal, Submitted> submit(String text, MessageStrategy strategy, String key) {
        MessageDraft plain = MessageDraft.ofText(text);
        return node.useCases()
                .submitMessage()
                .submit(
                        session,
                        new MessageDraft(
                                plain.content(),
                                plain.controls(),
                                plain.metadata(),
                                plain.actor(),
                                plain.extensions(),
                                strategy,
                                key));
    }

    private MessageId inputOf(TurnId turn) {
        return story.all(TurnEvent.MessageReceived.class).stream()
                .filter(fact -> fact.turn().equals(turn))
                .findFirst()
                .orElseThrow()
                .message()
                .id();
    }

    private void awaitStatus(SessionStatus status) {
        Await.until(
                "status " + status,
                () -> storage.log().head(session).orElseThrow().status() == status);
    }

    private void assertAtRest() {
        awaitStatus(SessionStatus.IDLE);
        Invariants.holdWhenSettled(story);
    }

    private static TurnId turn(Submitted submitted) {
        return ((TurnEvent.MessageReceived) submitted.envelope().entry()).turn();
    }

    private static List<String> said(ModelRequest request) {
        return request.transcript().stream()
                .filter(TranscriptItem.Said.class::isInstance)
                .map(item -> ((TranscriptItem.Said) item).message())
                .filter(message -> message.role() == Role.USER)
                .flatMap(message -> message.content().stream())
                .map(part -> ((InputPart.Text) part).text())
                .toList();
    }
}
