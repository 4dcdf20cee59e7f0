package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.RunningClock;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.resolution.SteeringCapability;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.ToolStatus;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client may take as long as it likes, unless the agent says how long. */
class ClientTimeTest {

    private static final Duration TURN_TIME = TurnLimits.DEFAULT.turnTime();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Far more than the clocks of a node and its store ever differ by. */
    private static final Duration SKEW = Duration.ofSeconds(20);

    private static final CapabilityRef FIVE_MINUTES =
            new CapabilityRef(
                    SteeringCapability.CLIENT_TOOLS.id(),
                    JsonObject.builder().put("timeout_seconds", LIMIT.toSeconds()).build());

    private final RunningClock clock = new RunningClock();
    private final RunningClock storeClock = new RunningClock();
    private final InMemoryStorage storage = InMemoryStorage.open(storeClock);
    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools = new FakeTools().acting("send", call -> ToolResult.unknown());
    private final Node node =
            Node.on(storage)
                    .model(model)
                    .tools(tools)
                    .clock(clock)
                    .whenUnknown(OutcomePolicy.ASK)
                    .start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_client_that_answers_after_a_month_is_heard() throws Exception {
        Story story = open();
        TurnId turn = ask(story, toolCall("a", "ask"));

        jump(TURN_TIME.multipliedBy(24 * 30));
        handIn(story);
        story.awaitEnd(turn);

        StepEvent.ToolCompleted answer = story.only(StepEvent.ToolCompleted.class);
        assertThat(answer.result().output()).isEqualTo("42");
        assertThat(answer.duration()).isGreaterThan(Duration.ofDays(29));
        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_client_that_exceeds_its_time_is_answered_for_and_the_model_goes_on() throws Exception {
        Story story = open(FIVE_MINUTES);
        TurnId turn = ask(story, toolCall("a", "ask"));
        TurnId second = node.say(story.session(), "Still there?");

        jump(LIMIT);
        story.awaitEnd(second);

        assertTimedOut(story, turn);
        assertThat(story.factsOf(second)).contains("TurnCompleted");
    }

    @Test
    void a_clock_that_is_behind_the_store_s_comes_to_the_same() throws Exception {
        Story story = open(FIVE_MINUTES);
        TurnId turn = ask(story, toolCall("a", "ask"));

        clock.jump(LIMIT.minusSeconds(1));
        storeClock.jump(LIMIT.plus(SKEW));
        story.awaitEnd(turn);

        assertTimedOut(story, turn);
    }

    @Test
    void the_limit_holds_while_a_person_is_asked_and_after_that() throws Exception {
        Story during = open(FIVE_MINUTES);
        TurnId one = ask(during, toolCall("a", "ask"), toolCall("b", "send"));
        jump(LIMIT);
        during.awaitFact(StepEvent.ToolCompleted.class);
        awaitWaiting(during);
        rule(during);
        during.awaitEnd(one);
        assertTimedOut(during, one);

        Story after = open(FIVE_MINUTES);
        TurnId two = ask(after, toolCall("a", "ask"), toolCall("b", "send"));
        rule(after);
        jump(LIMIT);
        after.awaitEnd(two);
        assertTimedOut(after, two);
    }

    private void rule(Story story) {
        assertThat(
                        node.useCases()
                                .ruleOutcome()
                                .rule(story.session(), new ToolCallId("b"), new Verdict.TellModel())
                                .isRight())
                .isTrue();
    }

    private static void assertTimedOut(Story story, TurnId turn) {
        assertThat(story.all(StepEvent.ToolCompleted.class))
                .filteredOn(fact -> fact.call().equals(new ToolCallId("a")))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.result().status()).isEqualTo(ToolStatus.TIMEOUT);
                    assertThat(fact.result().error()).contains("did not answer").contains("PT5M");
                });
        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    private Story open(CapabilityRef... uses) {
        SessionKey session =
                node.open(
                        List.of(FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT)),
                        uses);
        return node.story(session);
    }

    private TurnId ask(Story story, ToolCall... calls) throws Exception {
        model.next(Script.calls(calls));
        TurnId turn = node.say(story.session(), "Go");
        awaitWaiting(story);
        return turn;
    }

    private void handIn(Story story) {
        node.useCases()
                .handInResults()
                .handIn(
                        story.session(),
                        null,
                        Map.of(new ToolCallId("a"), ToolResult.success("42")));
    }

    private void jump(Duration ahead) {
        clock.jump(ahead);
        storeClock.jump(ahead);
    }

    private void awaitWaiting(Story story) {
        Await.until(
                "the turn waits",
                () ->
                        storage.log().head(story.session()).orElseThrow().status()
                                == SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }
}
