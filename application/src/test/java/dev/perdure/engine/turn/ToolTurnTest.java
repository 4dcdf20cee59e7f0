package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelChunk;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Gate;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Origin;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolTurnTest {

    private static final Duration PLENTY = Duration.ofMinutes(5);

    /** Only for tools that never end by themselves. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private final Gate gate = new Gate();
    private final AtomicInteger side = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools =
            new FakeTools()
                    .reading("sky", FakeTools.says("blue"))
                    .acting("send", FakeTools.says("sent"))
                    .reading(
                            "broken",
                            call -> {
                                throw new IllegalStateException("secret detail");
                            })
                    .reading(
                            "deadly",
                            call -> {
                                throw new AssertionError("secret detail");
                            })
                    .reading("silent", call -> nothing())
                    .reading(
                            "slow",
                            call -> {
                                gate.pass();
                                return ToolResult.success("too late");
                            })
                    .reading(
                            "deaf",
                            call -> {
                                gate.passDeaf();
                                return ToolResult.success("too late");
                            })
                    .acting(
                            "waiting",
                            call -> {
                                gate.pass();
                                return ToolResult.success("too late");
                            })
                    .acting(
                            "risky",
                            call -> {
                                gate.passDeaf();
                                return ToolResult.success("too late");
                            })
                    .reading(
                            "crowded",
                            call -> {
                                int now = side.incrementAndGet();
                                most.accumulateAndGet(now, Math::max);
                                Await.until(
                                        "company, or nobody left to come",
                                        () -> side.get() > 1 || most.get() > 1);
                                side.decrementAndGet();
                                return ToolResult.success("ok");
                            });
    private Node node = node(PLENTY);
    private SessionKey session = node.open();
    private Story story = node.story(session);

    @AfterEach
    void stop() {
        gate.open();
        node.close();
    }

    private Node node(Duration toolTime) {
        TurnLimits limits =
                new TurnLimits(
                        10,
                        5,
                        2,
                        Duration.ofMinutes(20),
                        toolTime,
                        PLENTY,
                        PLENTY,
                        10_000,
                        TurnLimits.TRANSCRIPT_CHARACTERS,
                        TurnLimits.STEP_TIME,
                        TurnLimits.SAME_STEPS,
                        TurnLimits.TOOL_OUTPUT_CHARACTERS);
        return Node.on(InMemoryStorage.open()).model(model).tools(tools).limits(limits).start();
    }

    /** Leaves tools a short time to answer in. */
    private void hurry() {
        node.close();
        node = node(SHORT);
        session = node.open();
        story = node.story(session);
    }

    @Test
    void a_tool_that_acts_and_ignores_its_deadline_has_an_unknown_outcome() throws Exception {
        hurry();
        model.next(Script.calls(toolCall("a", "risky")));
        model.next(Script.answer("I cannot know."));

        TurnId turn = run("Go");

        assertThat(story.factsOf(turn))
                .containsSubsequence("ToolStarted", "ToolOutcomeUnknown", "ToolCompleted");
        assertThat(story.only(StepEvent.ToolCompleted.class).result().status())
                .isEqualTo(ToolStatus.UNKNOWN);
    }

    @Test
    void a_tool_that_acts_and_was_interrupted_at_its_deadline_has_an_unknown_outcome()
            throws Exception {
        hurry();
        model.next(Script.calls(toolCall("a", "waiting")));
        model.next(Script.answer("I cannot know."));

        TurnId turn = run("Go");

        assertThat(story.factsOf(turn))
                .containsSubsequence(
                        "ToolStarted", "ToolOutcomeUnknown", "OutcomeRuled", "ToolCompleted");
        assertThat(story.only(StepEvent.ToolCompleted.class).result().status())
                .isEqualTo(ToolStatus.UNKNOWN);
    }

    @Test
    void two_steps_with_two_tools_at_once_are_these_facts_in_this_order() throws Exception {
        model.next(Script.calls(toolCall("a", "sky"), toolCall("b", "send")));
        model.next(Script.answer("Done."));

        TurnId turn = run("Go");

        List<String> facts = story.factsOf(turn);
        assertThat(facts)
                .containsExactly(
                        "MessageReceived",
                        "SessionActivated",
                        "TurnStarted",
                        "ReasonStarted",
                        "OutputStarted",
                        "ReasonCompleted",
                        "GenerationRecorded",
                        "OutputCompleted",
                        "ActStarted",
                        "ToolStarted",
                        "ToolStarted",
                        "ToolCompleted",
                        "ToolCompleted",
                        "ActCompleted",
                        "ReasonStarted",
                        "OutputStarted",
                        "ReasonCompleted",
                        "GenerationRecorded",
                        "OutputCompleted",
                        "TurnCompleted",
                        "SessionIdled");
        TurnEvent.TurnCompleted end = story.only(TurnEvent.TurnCompleted.class);
        assertThat(end.steps()).isEqualTo(2);
        assertThat(end.modelCalls()).isEqualTo(2);
        assertThat(end.toolCalls()).isEqualTo(2);
    }

    @Test
    void the_model_is_shown_the_results_in_the_order_it_asked() throws Exception {
        model.next(Script.calls(toolCall("a", "sky"), toolCall("b", "send")));

        run("Go");

        assertThat(answersShownLast())
                .extracting(answered -> answered.result().output())
                .containsExactly("blue", "sent");
    }

    @Test
    void calls_stand_in_the_order_in_which_they_began_whichever_is_complete_first()
            throws Exception {
        Origin origin = new Origin("scripted", "provider", "model");
        ToolCall first = toolCall("a", "sky");
        ToolCall second = toolCall("b", "send");
        ToolCall third = toolCall("c", "sky");
        model.next(
                Script.started()
                        .chunk(new ModelChunk.ToolCallStarted(first.id(), first.name()))
                        .chunk(new ModelChunk.ToolCallStarted(second.id(), second.name()))
                        .chunk(new ModelChunk.ToolCallStarted(third.id(), third.name()))
                        .opaque(origin, new JsonText("3"))
                        .chunk(new ModelChunk.ToolCallReady(third))
                        .opaque(origin, new JsonText("1"))
                        .chunk(new ModelChunk.ToolCallReady(first))
                        .chunk(new ModelChunk.ToolCallReady(second))
                        .finish(FinishReason.TOOL_CALLS));
        story.awaitEnd(node.say(session, "Go"));

        StepEvent.OutputCompleted said = story.all(StepEvent.OutputCompleted.class).getFirst();
        assertThat(said.message().content())
                .containsExactly(
                        new ContentPart.Opaque(origin, new JsonText("1")),
                        new ContentPart.ToolUse(first),
                        new ContentPart.ToolUse(second),
                        new ContentPart.Opaque(origin, new JsonText("3")),
                        new ContentPart.ToolUse(third));
        assertThat(story.all(StepEvent.ActStarted.class).getFirst().calls())
                .extracting(planned -> planned.call().id().value())
                .containsExactly("a", "b", "c");
    }

    @Test
    void every_run_of_a_turn_has_a_key_of_its_own_and_a_deadline() throws Exception {
        model.next(Script.calls(toolCall("a", "sky"), toolCall("b", "sky")));

        run("Go");

        assertThat(tools.runs()).extracting(run -> run.context().key()).doesNotHaveDuplicates();
        assertThat(tools.runs())
                .allSatisfy(run -> {
                    assertThat(run.context().session()).isEqualTo(session);
                    assertThat(run.context().deadline()).isNotNull();
                });
    }

    @Test
    void no_more_tools_run_at_once_than_the_bound_allows() throws Exception {
        model.next(
                Script.calls(
                        toolCall("a", "crowded"),
                        toolCall("b", "crowded"),
                        toolCall("c", "crowded"),
                        toolCall("d", "crowded")));

        run("Go");

        assertThat(tools.runs()).hasSize(4);
        assertThat(most).hasValue(2);
        assertThat(story.all(StepEvent.ToolCompleted.class))
                .allMatch(completed -> completed.result().succeeded());
    }

    @Test
    void a_tool_nobody_has_is_an_error_the_model_is_told() throws Exception {
        model.next(Script.calls(toolCall("a", "teleport")));

        run("Go");

        assertThat(tools.runs()).isEmpty();
        assertThat(answersShownLast())
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.result().error())
                                .startsWith("There is no tool teleport. There are: "));
    }

    @Test
    void a_tool_that_throws_is_an_error_without_its_details() throws Exception {
        model.next(Script.calls(toolCall("a", "broken"), toolCall("b", "deadly")));

        run("Go");

        assertThat(answersShownLast())
                .extracting(answered -> answered.result().status())
                .containsExactly(ToolStatus.ERROR, ToolStatus.ERROR);
        assertThat(answersShownLast())
                .extracting(answered -> answered.result().error())
                .noneMatch(error -> error.contains("secret"));
    }

    @Test
    void a_tool_that_answers_nothing_is_an_error() throws Exception {
        model.next(Script.calls(toolCall("a", "silent"), toolCall("b", "sky")));

        run("Go");

        assertThat(answersShownLast())
                .extracting(answered -> answered.result().status())
                .containsExactly(ToolStatus.ERROR, ToolStatus.SUCCESS);
    }

    @Test
    void a_tool_that_takes_too_long_is_interrupted_and_timed_out() throws Exception {
        hurry();
        model.next(Script.calls(toolCall("a", "slow")));

        run("Go");

        gate.awaitInterrupted();
        assertThat(answersShownLast())
                .extracting(answered -> answered.result().status())
                .containsExactly(ToolStatus.TIMEOUT);
    }

    @Test
    void a_tool_that_ignores_interrupts_costs_a_thread_and_not_the_turn() throws Exception {
        hurry();
        model.next(Script.calls(toolCall("a", "deaf")));

        TurnId turn = run("Go");
        gate.open();

        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        assertThat(answersShownLast())
                .extracting(answered -> answered.result().status())
                .containsExactly(ToolStatus.TIMEOUT);
    }

    @Test
    void call_ids_a_model_uses_again_are_made_unique() throws Exception {
        model.next(Script.calls(toolCall("call_1", "sky"), toolCall("call_1", "sky")));
        model.next(Script.calls(toolCall("call_1", "sky")));
        model.next(Script.answer("Done."));

        run("Go");

        assertThat(story.all(StepEvent.ToolStarted.class))
                .extracting(started -> started.call().id())
                .containsExactlyInAnyOrder(
                        new ToolCallId("call_1"),
                        new ToolCallId("call_1_2"),
                        new ToolCallId("call_1_3"));
        assertThat(tools.runs()).extracting(run -> run.context().key()).doesNotHaveDuplicates();
    }

    @Test
    void arguments_reach_the_tool_as_the_model_wrote_them() throws Exception {
        ToolCall call = toolCall("a", "sky");
        model.next(Script.calls(call));

        run("Go");

        assertThat(tools.runs().getFirst().call()).isEqualTo(call);
    }

    @Test
    void text_said_before_the_calls_is_part_of_the_same_message() throws Exception {
        model.next(Script.started().text("Let me look.").call(toolCall("a", "sky")).finish());

        run("Go");

        StepEvent.OutputCompleted first = story.all(StepEvent.OutputCompleted.class).getFirst();
        assertThat(first.message().text()).isEqualTo("Let me look.");
        assertThat(first.message().toolCalls()).hasSize(1);
    }

    private TurnId run(String text) throws InterruptedException {
        TurnId turn = node.say(session, text);
        story.awaitEnd(turn);
        Invariants.holdWhenSettled(story);
        return turn;
    }

    private List<TranscriptItem.Answered> answersShownLast() {
        return model.requests().getLast().transcript().stream()
                .map(item -> item instanceof TranscriptItem.Answered answered ? answered : null)
                .filter(Objects::nonNull)
                .toList();
    }

    @SuppressWarnings("NullAway")
    private static ToolResult nothing() {
        return null;
    }
}
