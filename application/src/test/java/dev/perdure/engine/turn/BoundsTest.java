package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.RunningClock;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolResult;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundsTest {

    private static final TurnLimits TIGHT =
            new TurnLimits(
                    3,
                    5,
                    2,
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(5),
                    20,
                    TurnLimits.TRANSCRIPT_CHARACTERS,
                    TurnLimits.STEP_TIME,
                    TurnLimits.SAME_STEPS,
                    1_000);

    private static final Duration BEYOND_THE_BOUND = Duration.ofMinutes(11);

    private final RunningClock clock = new RunningClock();
    private final Gate gate = new Gate();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .reading("sky", FakeTools.says("blue"))
                    .acting(
                            "stuck",
                            call -> {
                                gate.pass();
                                return ToolResult.success("too late");
                            });
    private final Node node =
            Node.on(InMemoryStorage.open())
                    .model(model)
                    .tools(tools)
                    .limits(TIGHT)
                    .clock(clock)
                    .start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    @Test
    void an_answer_longer_than_the_bound_seals_the_turn_and_stops_the_model() throws Exception {
        Script endless = Script.started();
        for (int i = 0; i < 100; i++) {
            endless.text("0123456789");
        }
        model.next(endless.finish());

        assertSealed(node.say(session, "Hi"), SealReason.OUTPUT_CHARACTERS);

        assertThat(story.all(StepEvent.OutputCompleted.class)).isEmpty();
        assertThat(model.openCalls()).isZero();
    }

    @Test
    void thinking_counts_towards_the_bound_of_an_answer() throws Exception {
        Script endless = Script.started();
        for (int i = 0; i < 100; i++) {
            endless.think("0123456789");
        }
        model.next(endless.finish());

        assertSealed(node.say(session, "Hi"), SealReason.OUTPUT_CHARACTERS);
    }

    @Test
    void a_turn_whose_time_is_up_while_the_model_is_silent_is_sealed() throws Exception {
        model.next(Script.started().text("Hel").stall());

        TurnId turn = node.say(session, "Hi");
        story.awaitFact(Delta.OutputDelta.class);
        clock.jump(BEYOND_THE_BOUND);

        assertSealed(turn, SealReason.TURN_TIME);
        assertThat(story.all(StepEvent.OutputCompleted.class)).isEmpty();
    }

    @Test
    void a_turn_whose_time_is_up_while_a_tool_runs_is_sealed_and_the_tool_interrupted()
            throws Exception {
        model.next(Script.calls(toolCall("a", "stuck")));

        TurnId turn = node.say(session, "Hi");
        gate.awaitReached();
        clock.jump(BEYOND_THE_BOUND);

        assertSealed(turn, SealReason.TURN_TIME);
        gate.awaitInterrupted();
        assertThat(tools.runsOf("stuck")).hasSize(1);
    }

    @Test
    void a_model_that_never_stops_asking_for_tools_is_sealed_at_the_bound_of_steps()
            throws Exception {
        for (int i = 0; i < 9; i++) {
            model.next(Script.calls(toolCall("c" + i, "sky")));
        }

        assertSealed(node.say(session, "Hi"), SealReason.STEPS);

        assertThat(model.requests()).hasSize(3);
        assertThat(tools.runs()).hasSize(2);
        assertThat(story.only(TurnEvent.TurnSealed.class).steps()).isEqualTo(3);
    }

    @Test
    void a_session_goes_on_after_a_sealed_turn() throws Exception {
        model.next(Script.started().text("Hel").stall());
        TurnId first = node.say(session, "Hi");
        story.awaitFact(Delta.OutputDelta.class);
        clock.jump(BEYOND_THE_BOUND);
        assertSealed(first, SealReason.TURN_TIME);
        model.next(Script.answer("Here."));

        TurnId second = node.say(session, "Still there?");
        story.awaitEnd(second);

        assertThat(story.factsOf(second)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_step_whose_time_is_up_is_sealed_long_before_the_turn_is() throws Exception {
        try (Bounded bounded = new Bounded(limits(1_000, 1_000))) {
            bounded.model.next(Script.calls(toolCall("a", "stuck")));

            TurnId turn = bounded.node.say(bounded.session, "Hi");
            gate.awaitReached();
            clock.jump(BEYOND_THE_BOUND);

            bounded.assertSealed(turn, SealReason.STEP_TIME);
            gate.awaitInterrupted();
        }
    }

    @Test
    void a_turn_whose_results_are_too_long_to_be_shown_is_sealed_and_the_session_goes_on()
            throws Exception {
        try (Bounded bounded = new Bounded(limits(30, 1_000))) {
            bounded.model.next(Script.calls(toolCall("a", "book")));

            bounded.assertSealed(
                    bounded.node.say(bounded.session, "Hi"), SealReason.TRANSCRIPT_CHARACTERS);
            TurnId next = bounded.node.say(bounded.session, "Still there?");
            bounded.story.awaitEnd(next);

            assertThat(bounded.model.requests()).hasSize(2);
            assertThat(bounded.story.factsOf(next)).contains("TurnCompleted");
        }
    }

    @Test
    void a_turn_that_goes_in_circles_is_sealed() throws Exception {
        try (Bounded bounded = new Bounded(limits(1_000, 3))) {
            for (int i = 0; i < 5; i++) {
                bounded.model.next(Script.calls(toolCall("a", "sky")));
            }

            bounded.assertSealed(bounded.node.say(bounded.session, "Hi"), SealReason.NO_PROGRESS);

            assertThat(bounded.tools.runsOf("sky")).hasSize(3);
            assertThat(bounded.story.all(StepEvent.ToolCompleted.class)).hasSize(3);
        }
    }

    @Test
    void a_model_is_warned_before_its_turn_is_sealed_for_going_in_circles() throws Exception {
        try (Bounded bounded = new Bounded(limits(1_000, 4))) {
            for (int i = 0; i < 3; i++) {
                bounded.model.next(Script.calls(toolCall("a", "sky")));
            }

            bounded.story.awaitEnd(bounded.node.say(bounded.session, "Hi"));

            assertThat(bounded.results()).hasSize(3);
            assertThat(bounded.results().get(0)).isEqualTo("blue");
            assertThat(bounded.results().get(1))
                    .startsWith("blue\n[You have made the same calls")
                    .contains("2 times in a row", "after 2 more steps");
            assertThat(bounded.results().get(2)).contains("3 times", "after 1 more step like");
            assertThat(bounded.story.all(StepEvent.ToolCompleted.class))
                    .allSatisfy(fact -> assertThat(fact.result().output()).isEqualTo("blue"));
            assertThat(bounded.story.all(TurnEvent.TurnCompleted.class)).hasSize(1);
        }
    }

    @Test
    void a_turn_that_comes_to_something_new_goes_on() throws Exception {
        try (Bounded bounded = new Bounded(limits(1_000, 3))) {
            for (int i = 0; i < 5; i++) {
                bounded.model.next(Script.calls(toolCall("a", "count")));
            }

            bounded.story.awaitEnd(bounded.node.say(bounded.session, "Hi"));

            assertThat(bounded.story.all(TurnEvent.TurnCompleted.class)).hasSize(1);
        }
    }

    private static TurnLimits limits(int transcript, int sameSteps) {
        return new TurnLimits(
                20,
                5,
                2,
                Duration.ofHours(1),
                Duration.ofMinutes(30),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                1_000,
                transcript,
                Duration.ofMinutes(10),
                sameSteps,
                1_000);
    }

    /** A node with limits of its own. */
    private final class Bounded implements AutoCloseable {

        private final AtomicInteger counted = new AtomicInteger();
        private final ScriptedModel model = new ScriptedModel();
        private final FakeTools tools =
                new FakeTools()
                        .reading("sky", FakeTools.says("blue"))
                        .reading("book", FakeTools.says("b".repeat(100)))
                        .reading(
                                "count", call -> ToolResult.success("" + counted.incrementAndGet()))
                        .acting(
                                "stuck",
                                call -> {
                                    gate.pass();
                                    return ToolResult.success("too late");
                                });
        private final Node node;
        private final SessionKey session;
        private final Story story;

        Bounded(TurnLimits limits) {
            this.node =
                    Node.on(InMemoryStorage.open())
                            .model(model)
                            .tools(tools)
                            .limits(limits)
                            .clock(clock)
                            .start();
            this.session = node.open();
            this.story = node.story(session);
        }

        /** What the model was shown last of what its calls came to. */
        List<String> results() {
            return model.requests().getLast().transcript().stream()
                    .filter(TranscriptItem.Answered.class::isInstance)
                    .map(item -> ((TranscriptItem.Answered) item).result().output())
                    .toList();
        }

        void assertSealed(TurnId turn, SealReason reason) throws InterruptedException {
            story.awaitEnd(turn);
            assertThat(story.only(TurnEvent.TurnSealed.class).reason()).isEqualTo(reason);
            Invariants.holdWhenSettled(story);
        }

        @Override
        public void close() {
            node.close();
        }
    }

    private void assertSealed(TurnId turn, SealReason reason) throws InterruptedException {
        story.awaitEnd(turn);
        assertThat(story.only(TurnEvent.TurnSealed.class).reason()).isEqualTo(reason);
        assertThat(story.lastRecordsOf(turn, 2)).containsExactly("TurnSealed", "SessionIdled");
        Invariants.holdWhenSettled(story);
    }
}
