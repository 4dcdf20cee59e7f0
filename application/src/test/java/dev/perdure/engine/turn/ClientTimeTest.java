package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.RunningClock;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.Envelope;
import dev.perdure.event.TurnEvent;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.TurnId;
import dev.perdure.turn.TurnLimits;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The time of a turn goes on while it waits for its client, and ends it. */
class ClientTimeTest {

    private static final Duration TURN_TIME = TurnLimits.DEFAULT.turnTime();

    /** Far more than the clocks of a node and its store ever differ by. */
    private static final Duration SKEW = Duration.ofSeconds(20);

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
    private final SessionKey session =
            node.open(List.of(FakeTools.definition("ask", ToolHints.UNKNOWN, ToolOwner.CLIENT)));
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_turn_whose_client_never_answers_is_sealed_when_its_time_is_up() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId turn = node.say(session, "Go");
        awaitWaiting();

        jump(TURN_TIME);
        story.awaitEnd(turn);

        assertSealed(turn);
    }

    @Test
    void a_session_goes_on_when_the_time_of_a_turn_that_waited_is_up() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId turn = node.say(session, "Go");
        awaitWaiting();
        TurnId second = node.say(session, "Still there?");

        jump(TURN_TIME);
        story.awaitEnd(second);

        assertSealed(turn);
        assertThat(story.factsOf(second)).contains("TurnCompleted");
    }

    @Test
    void a_clock_that_is_behind_the_store_s_seals_the_turn_all_the_same() throws Exception {
        model.next(Script.calls(toolCall("a", "ask")));
        TurnId turn = node.say(session, "Go");
        awaitWaiting();

        clock.jump(TURN_TIME.minusSeconds(1));
        storeClock.jump(TURN_TIME.plus(SKEW));
        story.awaitEnd(turn);

        assertSealed(turn);
    }

    @Test
    void a_turn_that_still_waits_for_its_client_after_a_ruling_meets_its_time() throws Exception {
        model.next(Script.calls(toolCall("a", "ask"), toolCall("b", "send")));
        TurnId turn = node.say(session, "Go");
        awaitWaiting();
        jump(TURN_TIME);
        assertThat(story.factsOf(turn)).doesNotContain("TurnSealed");

        Either<Refusal, Envelope> ruled =
                node.useCases()
                        .ruleOutcome()
                        .rule(session, new ToolCallId("b"), new Verdict.TellModel());
        assertThat(ruled.isRight()).isTrue();
        assertThat(status()).isEqualTo(SessionStatus.WAITING_FOR_TOOL_RESULTS);
        jump(TURN_TIME);
        story.awaitEnd(turn);

        assertSealed(turn);
    }

    private void assertSealed(TurnId turn) {
        assertThat(story.all(TurnEvent.TurnSealed.class))
                .singleElement()
                .satisfies(sealed -> {
                    assertThat(sealed.turn()).isEqualTo(turn);
                    assertThat(sealed.reason()).isEqualTo(SealReason.TURN_TIME);
                });
        Invariants.holdWhenSettled(story);
    }

    private void jump(Duration ahead) {
        clock.jump(ahead);
        storeClock.jump(ahead);
    }

    private void awaitWaiting() {
        Await.until("the turn waits", () -> status() == SessionStatus.WAITING_FOR_TOOL_RESULTS);
    }

    private SessionStatus status() {
        return storage.log().head(session).orElseThrow().status();
    }
}
