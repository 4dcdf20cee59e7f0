package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TakeOverTest {

    private static final Duration BEYOND_THE_LEASE =
            InMemoryStorage.LEASE.plus(Duration.ofSeconds(1));

    /**
     * Joins and claims, and never renews: once the clock has moved, it is dead and does not know.
     */
    private static final WorkerConfig HEARTLESS =
            new WorkerConfig(200, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(10));

    private final Gate gate = new Gate();
    private final SettableClock clock = new SettableClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .reading(
                            "look",
                            call -> {
                                gate.pass();
                                return ToolResult.success("seen by the zombie");
                            })
                    .acting(
                            "send",
                            call -> {
                                gate.pass();
                                return ToolResult.success("sent by the zombie");
                            });
    private final NodeParts parts = Node.on(storage).model(model).tools(tools).clock(clock);
    private final Node zombie = parts.config(HEARTLESS).start();
    private final ScriptedModel secondModel = new ScriptedModel();
    private final FakeTools secondTools =
            new FakeTools()
                    .reading("look", FakeTools.says("seen by the second"))
                    .acting("send", FakeTools.says("sent by the second"));
    private final SessionKey session = zombie.open();
    private final Story story = zombie.story(session);

    @AfterEach
    void stop() {
        gate.open();
        zombie.close();
    }

    @Test
    void a_cut_answer_is_superseded_and_written_anew_by_the_next_owner() throws Exception {
        model.next(Script.started().text("Hel").text("lo").hold(gate).text("!").finish());
        secondModel.next(Script.answer("Good", "bye"));
        TurnId turn = zombie.say(session, "Hi");
        gate.awaitReached();

        try (Node second = takeOver()) {
            second.story(session).awaitEnd(turn);
        }

        assertThat(story.recordsOf(turn))
                .containsExactly(
                        "MessageReceived",
                        "SessionActivated",
                        "TurnStarted",
                        "ReasonStarted",
                        "OutputStarted",
                        "OutputDelta",
                        "OutputDelta",
                        "AttemptSuperseded",
                        "ReasonStarted",
                        "OutputStarted",
                        "OutputDelta",
                        "OutputDelta",
                        "ReasonCompleted",
                        "GenerationRecorded",
                        "OutputCompleted",
                        "TurnCompleted",
                        "SessionIdled");
        assertThat(story.only(StepEvent.OutputCompleted.class).message().text())
                .isEqualTo("Goodbye");
        assertThat(story.only(TurnEvent.TurnCompleted.class).modelCalls()).isEqualTo(2);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void what_a_zombie_streams_is_refused_and_it_gives_up() throws Exception {
        model.next(Script.started().text("Hel").hold(gate).text("lo").text("!").finish());
        TurnId turn = zombie.say(session, "Hi");
        gate.awaitReached();
        try (Node second = takeOver()) {
            second.story(session).awaitEnd(turn);
            int before = story.records().size();

            gate.open();
            Await.until("the zombie's call is closed", () -> model.openCalls() == 0);

            assertThat(story.records()).hasSize(before);
            assertThat(story.all(Delta.OutputDelta.class))
                    .extracting(Delta.OutputDelta::text)
                    .doesNotContain("lo", "!");
        }
        Invariants.holdWhenSettled(story);
    }

    @Test
    void what_a_zombies_tool_says_late_is_refused() throws Exception {
        model.next(Script.calls(toolCall("a", "look")));
        TurnId turn = zombie.say(session, "Hi");
        gate.awaitReached();
        try (Node second = takeOver()) {
            second.story(session).awaitEnd(turn);

            gate.open();

            second.story(session).awaitEnd(second.say(session, "Next"));
            assertThat(story.only(StepEvent.ToolCompleted.class).result().output())
                    .isEqualTo("seen by the second");
        }
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_zombie_notices_by_itself_that_its_turn_is_gone_and_leaves_it_alone() throws Exception {
        Gate held = new Gate();
        FakeTools patient =
                new FakeTools()
                        .reading(
                                "look",
                                run -> {
                                    held.pass();
                                    return ToolResult.success("seen by the second");
                                });
        model.next(Script.calls(toolCall("a", "look")));
        TurnId turn = zombie.say(session, "Hi");
        gate.awaitReached();
        clock.advance(BEYOND_THE_LEASE);
        try (Node second = parts(secondModel).tools(patient).start()) {
            held.awaitReached();

            gate.awaitInterrupted();
            held.open();
            second.story(session).awaitEnd(turn);
        }

        assertThat(tools.runs()).hasSize(1);
        assertThat(patient.runs()).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_reading_tool_is_run_again_under_the_same_key() throws Exception {
        model.next(Script.calls(toolCall("a", "look")));
        TurnId turn = zombie.say(session, "Hi");
        gate.awaitReached();
        try (Node second = takeOver()) {
            second.story(session).awaitEnd(turn);
        }

        assertThat(story.all(StepEvent.ToolStarted.class)).hasSize(2);
        assertThat(secondTools.runs()).hasSize(1);
        assertThat(secondTools.runs().getFirst().context().key())
                .isEqualTo(tools.runs().getFirst().context().key());
        Invariants.holdWhenSettled(story);
    }

    @Test
    void an_acting_tool_is_not_run_again_and_the_model_is_told_that_nobody_knows()
            throws Exception {
        model.next(Script.calls(toolCall("a", "send")));
        TurnId turn = zombie.say(session, "Hi");
        gate.awaitReached();
        try (Node second = takeOver()) {
            second.story(session).awaitEnd(turn);
        }

        assertThat(secondTools.runs()).isEmpty();
        assertThat(story.factsOf(turn))
                .containsSubsequence(
                        "ToolStarted",
                        "ToolOutcomeUnknown",
                        "OutcomeRuled",
                        "ToolCompleted",
                        "TurnCompleted");
        assertThat(story.only(StepEvent.ToolCompleted.class).result().status())
                .isEqualTo(ToolStatus.UNKNOWN);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_node_that_stops_hands_its_turn_over() throws Exception {
        model.next(Script.started().text("Hel").hold(gate).text("lo").finish());
        TurnId turn = zombie.say(session, "Hi");
        gate.awaitReached();
        Node second = parts(secondModel).start();

        zombie.close();

        second.story(session).awaitEnd(turn);
        second.close();
        assertThat(story.factsOf(turn)).contains("AttemptSuperseded", "TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_node_that_was_declared_dead_joins_again_and_works_on() throws Exception {
        zombie.close();
        Node node =
                Node.on(storage.node())
                        .model(secondModel)
                        .clock(clock)
                        .config(NodeParts.EAGER)
                        .start();
        Gate held = new Gate();
        secondModel.next(Script.started().text("Hel").hold(held).text("lo").finish());
        SessionKey own = node.open();
        TurnId turn = node.say(own, "Hi");
        held.awaitReached();

        clock.advance(BEYOND_THE_LEASE);
        storage.node().work().sweep();

        node.story(own).awaitEnd(turn);
        held.open();
        node.close();
        assertThat(node.story(own).factsOf(turn)).contains("AttemptSuperseded", "TurnCompleted");
        Invariants.holdWhenSettled(node.story(own));
    }

    private Node takeOver() {
        clock.advance(BEYOND_THE_LEASE);
        return parts(secondModel).tools(secondTools).start();
    }

    private NodeParts parts(ScriptedModel chosen) {
        return Node.on(storage.node()).model(chosen).clock(clock);
    }
}
