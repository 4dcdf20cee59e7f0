package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Door;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.PatientTiming;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.rig.WatchedStorage;
import dev.perdure.engine.rig.Watcher;
import dev.perdure.engine.session.CancelTurn.Outcome;
import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancels the owner of the turn is not told of: it has to find out. */
class CancelElsewhereTest {

    /** Far less than a turn may take by itself. */
    private static final Duration IN_TIME = Duration.ofSeconds(20);

    private final Gate gate = new Gate();
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .acting(
                            "stuck",
                            run -> {
                                gate.pass();
                                return ToolResult.success("done");
                            });
    private final NodeParts parts = Node.on(storage).model(model).tools(tools);
    private Node node = parts.start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void a_streaming_turn_learns_of_a_cancel_at_another_node_by_its_own_writing() throws Exception {
        Script talk = Script.started().text("Hel").hold(gate);
        for (int i = 0; i < 1000; i++) {
            talk.text("lo");
        }
        model.next(talk.stall());
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        cancelBehindTheBackOfTheOwner();
        gate.open();
        assertThat(awaitEnd(turn)).isLessThan(IN_TIME);

        assertCancelled(turn);
    }

    @Test
    void a_turn_that_writes_nothing_learns_of_a_cancel_at_another_node_all_the_same()
            throws Exception {
        become(parts.timing(new PatientTiming()));
        model.next(Script.calls(toolCall("a", "stuck")));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        cancelBehindTheBackOfTheOwner();
        assertThat(awaitEnd(turn)).isLessThan(IN_TIME);

        assertThat(receipt()).isEqualTo(ToolStatus.UNKNOWN);
        assertCancelled(turn);
    }

    @Test
    void one_question_a_round_looks_after_all_turns_of_a_node() throws Exception {
        Map<Door, AtomicInteger> crossed = new ConcurrentHashMap<>();
        Watcher counting =
                new Watcher() {
                    @Override
                    public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing)
                            throws E {
                        crossed.computeIfAbsent(door, key -> new AtomicInteger()).incrementAndGet();
                        return crossing.go();
                    }
                };
        become(
                Node.on(new WatchedStorage(storage.node(), counting))
                        .model(new ScriptedModel(request -> Script.started().text("a").stall())));
        List<TurnId> turns = new ArrayList<>();
        List<SessionKey> sessions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            sessions.add(node.open());
            turns.add(node.say(sessions.getLast(), "Hi"));
        }
        for (SessionKey running : sessions) {
            node.story(running).awaitFact(Delta.OutputDelta.class);
        }
        Await.until("three rounds in silence without a head read", () -> isSilent(crossed));

        assertThat(Node.on(storage.node()).idle().cancel(sessions.get(7)))
                .isEqualTo(Outcome.CANCELLED);
        node.story(sessions.get(7)).awaitEnd(turns.get(7));

        assertThat(node.story(sessions.get(7)).all(TurnEvent.TurnCancelled.class)).hasSize(1);
        assertThat(node.story(sessions.get(8)).all(TurnEvent.TurnCancelled.class)).isEmpty();
    }

    private static boolean isSilent(Map<Door, AtomicInteger> crossed) {
        int heads = count(crossed, Door.LOG_HEAD);
        int rounds = count(crossed, Door.LOG_MOVED);
        Await.until("more rounds", () -> count(crossed, Door.LOG_MOVED) > rounds + 3);
        return count(crossed, Door.LOG_HEAD) == heads;
    }

    private static int count(Map<Door, AtomicInteger> crossed, Door door) {
        return crossed.getOrDefault(door, new AtomicInteger()).get();
    }

    @Test
    void a_cancel_that_came_before_the_answer_overrules_it() throws Exception {
        model.next(Script.started().text("Hello").hold(gate).finish());
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        cancelBehindTheBackOfTheOwner();
        gate.open();
        story.awaitEnd(turn);

        assertThat(story.all(StepEvent.OutputCompleted.class)).isEmpty();
        assertCancelled(turn);
    }

    @Test
    void a_result_that_came_after_the_cancel_is_the_receipt_and_starts_nothing() throws Exception {
        become(Node.on(new WatchedStorage(storage.node(), new Blind())).model(model).tools(tools));
        model.next(Script.calls(toolCall("a", "stuck")));
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();

        cancelBehindTheBackOfTheOwner();
        gate.open();
        story.awaitEnd(turn);

        assertThat(story.only(StepEvent.ToolCompleted.class).result())
                .isEqualTo(ToolResult.success("done"));
        assertThat(story.all(StepEvent.ReasonStarted.class)).hasSize(1);
        assertCancelled(turn);
    }

    @Test
    void a_turn_to_be_cancelled_is_not_first_tried_again_by_its_next_owner() throws Exception {
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();
        node.worker().close();
        Node.on(storage.node()).idle().cancel(session);

        try (Node next = Node.on(storage.node()).start()) {
            next.story(session).awaitEnd(turn);
        }

        assertThat(story.all(StepEvent.AttemptSuperseded.class)).isEmpty();
        assertThat(story.all(StepEvent.ReasonStarted.class)).hasSize(1);
        assertCancelled(turn);
    }

    /** Another node in the place of the first: of two that work, either may claim what is due. */
    private void become(NodeParts other) {
        node.close();
        node = other.start();
    }

    /** Keeps a node from seeing that its sessions moved, so that it finds out when it writes. */
    private static final class Blind implements Watcher {

        @Override
        public <T, E extends Exception> T pass(Door door, Crossing<T, E> crossing) throws E {
            if (door == Door.LOG_MOVED) {
                throw new LogUnavailable("Nothing to be seen.", new IllegalStateException());
            }
            return crossing.go();
        }
    }

    /** No nudge tells the owner; it finds out when it writes. */
    private void cancelBehindTheBackOfTheOwner() {
        assertThat(Node.on(storage.node()).idle().cancel(session)).isEqualTo(Outcome.CANCELLED);
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
