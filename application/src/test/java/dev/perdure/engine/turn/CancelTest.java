package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.session.CancelTurn.Outcome;
import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CancelTest {

    private static final Duration FAST = Duration.ofSeconds(20);

    private final Gate gate = new Gate();
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .acting(
                            "stuck",
                            call -> {
                                gate.pass();
                                return ToolResult.success("done");
                            })
                    .acting(
                            "deaf",
                            call -> {
                                gate.passDeaf();
                                return ToolResult.success("done");
                            });
    private final NodeParts parts = Node.on(storage).model(model).tools(tools);
    private final Node node = parts.start();
    private final SessionKey session =
            node.open(List.of(FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT)));
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void a_session_at_rest_has_nothing_to_cancel() throws Exception {
        assertThat(node.cancel(session)).isEqualTo(Outcome.NOTHING_TO_CANCEL);

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(node.cancel(session)).isEqualTo(Outcome.NOTHING_TO_CANCEL);
        assertThat(story.all(TurnEvent.CancelRequested.class)).isEmpty();
    }

    @Test
    void a_queued_turn_is_cancelled_without_having_started() throws Exception {
        node.close();
        Node accepting = parts.idle();
        TurnId turn = accepting.say(session, "Hi");
        accepting.cancel(session);

        try (Node working = parts.start()) {
            working.story(session).awaitEnd(turn);
        }

        assertThat(story.factsOf(turn))
                .containsExactly(
                        "MessageReceived", "CancelRequested", "TurnCancelled", "SessionIdled");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void a_turn_that_nobody_has_a_place_for_ends_at_once() throws Exception {
        node.close();
        Node accepting = parts.idle();
        TurnId first = accepting.say(session, "Hi");
        TurnId second = accepting.say(session, "And then?");

        accepting.cancel(session);

        assertThat(story.factsOf(first)).endsWith("TurnCancelled", "SessionIdled");
        model.next(Script.answer("Then this."));
        try (Node working = parts.start()) {
            working.story(session).awaitEnd(second);
        }
        assertThat(story.factsOf(second)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_message_that_waits_behind_a_cancelled_turn_is_answered() throws Exception {
        model.next(Script.started().text("Hel").stall());
        TurnId first = node.say(session, "1");
        story.awaitFact(Delta.OutputDelta.class);
        TurnId second = node.say(session, "2");

        node.cancel(session);
        story.awaitEnd(second);

        assertThat(story.factsOf(first)).endsWith("TurnCancelled", "SessionIdled");
        assertThat(story.factsOf(second)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_streaming_turn_stops_and_its_model_is_told() throws Exception {
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        assertThat(cancelAndAwaitEnd(turn)).isLessThan(FAST);

        gate.awaitInterrupted();
        Await.until("the call is closed", () -> model.openCalls() == 0);
        assertCancelled(turn);
        assertThat(story.all(StepEvent.OutputCompleted.class)).isEmpty();
    }

    @Test
    void a_turn_whose_model_has_said_nothing_yet_is_cancelled() throws Exception {
        model.next(Script.started().hold(gate).text("Hello").finish());
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        assertThat(cancelAndAwaitEnd(turn)).isLessThan(FAST);

        gate.awaitInterrupted();
        Await.until("the call is closed", () -> model.openCalls() == 0);
        assertThat(story.all(Delta.class)).isEmpty();
        assertCancelled(turn);
    }

    @Test
    void a_turn_whose_agent_is_being_looked_up_is_cancelled_and_does_not_begin() throws Exception {
        node.close();
        SessionKey withAgent = node.openWithAgent(List.of());
        Watcher slowAgents =
                new Watcher() {
                    @Override
                    public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing)
                            throws E {
                        if (door == Door.AGENTS) {
                            gate.passDeaf();
                        }
                        return crossing.go();
                    }
                };
        Node accepting = parts.idle();
        TurnId turn = accepting.say(withAgent, "Hi");
        try (Node slow =
                Node.on(new WatchedStorage(storage.node(), slowAgents)).model(model).start()) {
            gate.awaitReached();
            accepting.cancel(withAgent);
            gate.open();
            slow.story(withAgent).awaitEnd(turn);
        }

        assertThat(accepting.story(withAgent).factsOf(turn))
                .containsExactly(
                        "MessageReceived", "CancelRequested", "TurnCancelled", "SessionIdled");
        assertThat(model.requests()).isEmpty();
    }

    /** A model that talks without a pause is the one whose text may slip in behind the end. */
    @RepeatedTest(20)
    void nothing_a_talkative_model_says_comes_after_the_end() throws Exception {
        Script talk = Script.started();
        for (int i = 0; i < 20_000; i++) {
            talk.text("bla ");
        }
        model.next(talk.stall());
        TurnId turn = node.say(session, "Hi");
        story.awaitFact(Delta.OutputDelta.class);

        node.cancel(session);
        story.awaitEnd(turn);

        Await.until("the call is closed", () -> model.openCalls() == 0);
        assertCancelled(turn);
    }

    @Test
    void a_model_that_takes_no_notice_does_not_hold_up_the_end() throws Exception {
        model.next(Script.started().text("Hel").holdDeaf(gate).text("lo").finish());
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        assertThat(cancelAndAwaitEnd(turn)).isLessThan(FAST);
        gate.open();

        Await.until("the call is closed", () -> model.openCalls() == 0);
        assertCancelled(turn);
    }

    @Test
    void a_tool_is_interrupted_and_what_it_did_is_unknown() throws Exception {
        model.next(Script.calls(toolCall("a", "stuck")));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        assertThat(cancelAndAwaitEnd(turn)).isLessThan(FAST);

        gate.awaitInterrupted();
        assertThat(receipt()).isEqualTo(ToolStatus.UNKNOWN);
        assertCancelled(turn);
    }

    @Test
    void a_tool_that_takes_no_notice_is_receipted_as_unknown_and_its_late_result_refused()
            throws Exception {
        model.next(Script.calls(toolCall("a", "deaf")));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        assertThat(cancelAndAwaitEnd(turn)).isLessThan(FAST);
        assertThat(receipt()).isEqualTo(ToolStatus.UNKNOWN);
        gate.open();

        story.awaitEnd(node.say(session, "Next"));
        assertThat(receipt()).isEqualTo(ToolStatus.UNKNOWN);
        assertCancelled(turn);
    }

    @Test
    void a_turn_that_backs_off_is_cancelled_at_once() throws Exception {
        model.next(
                Script.fails(
                        FailureKind.RATE_LIMITED, new NextMove.RetryAfter(Duration.ofMinutes(9))));
        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ReasonFailed.class);

        assertThat(cancelAndAwaitEnd(turn)).isLessThan(FAST);

        assertCancelled(turn);
    }

    @Test
    void a_turn_that_waits_for_the_client_is_cancelled_at_once() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ClientToolsRequested.class);

        assertThat(cancelAndAwaitEnd(turn)).isLessThan(FAST);

        assertCancelled(turn);
    }

    @Test
    void asking_twice_is_asking_once() throws Exception {
        model.next(Script.calls(toolCall("a", "deaf")));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        assertThat(node.cancel(session)).isEqualTo(Outcome.CANCELLED);
        assertThat(node.cancel(session)).isEqualTo(Outcome.CANCELLED);
        story.awaitEnd(turn);

        assertThat(story.all(TurnEvent.CancelRequested.class)).hasSize(1);
        assertThat(story.all(TurnEvent.TurnCancelled.class)).hasSize(1);
    }

    private Duration cancelAndAwaitEnd(TurnId turn) throws InterruptedException {
        assertThat(node.cancel(session)).isEqualTo(Outcome.CANCELLED);
        return awaitEnd(turn);
    }

    private Duration awaitEnd(TurnId turn) throws InterruptedException {
        long start = System.nanoTime();
        story.awaitEnd(turn);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void assertCancelled(TurnId turn) {
        assertThat(story.lastRecordsOf(turn, 2)).containsExactly("TurnCancelled", "SessionIdled");
        assertThat(node.storage().log().head(session).orElseThrow().status())
                .isEqualTo(SessionStatus.IDLE);
        Invariants.holdWhenSettled(story);
    }

    private ToolStatus receipt() {
        return story.only(StepEvent.ToolCompleted.class).result().status();
    }
}
