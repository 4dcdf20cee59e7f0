package dev.perdure.engine.turn;

import static dev.perdure.engine.rig.Script.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.MessageStrategy;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;
import dev.perdure.tool.Verdict;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that arrive while a turn waits for somebody to rule on a call. */
class RulingAndMessagesTest {

    private static final ToolCallId CALL = new ToolCallId("a");

    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools = new FakeTools().acting("risky", run -> ToolResult.unknown());
    private final InMemoryStorage storage = InMemoryStorage.open();
    private final Node node =
            Node.on(storage).model(model).tools(tools).whenUnknown(OutcomePolicy.ASK).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void an_interrupt_ends_the_wait_and_no_ruling_is_taken_any_more() throws Exception {
        TurnId first = ask();

        TurnId second = node.say(session, "2", MessageStrategy.INTERRUPT);
        Either<Refusal, Envelope> late = rule(new Verdict.RunAgain());
        story.awaitEnd(second);

        assertThat(late.getLeft()).isInstanceOf(Refusal.Conflicting.class);
        assertThat(story.factsOf(first))
                .containsSubsequence("CancelRequested", "ToolCompleted", "TurnCancelled");
        assertThat(tools.runsOf("risky")).hasSize(1);
        assertThat(rule(new Verdict.RunAgain()).isLeft()).isTrue();
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_rollback_ends_the_wait_and_the_model_is_shown_nothing_of_the_call() throws Exception {
        ask();

        TurnId second = node.say(session, "2", MessageStrategy.ROLLBACK);
        story.awaitEnd(second);

        assertThat(story.only(SessionEvent.HeadMoved.class).to().value()).isZero();
        assertThat(model.requests().getLast().transcript())
                .singleElement()
                .isInstanceOf(TranscriptItem.Said.class);
        assertThat(rule(new Verdict.TellModel()).isLeft()).isTrue();
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_message_that_steers_is_shown_to_the_model_with_what_was_ruled() throws Exception {
        TurnId first = ask();

        TurnId second = node.say(session, "2", MessageStrategy.STEER);
        assertThat(rule(new Verdict.TakeResult(ToolResult.success("sent"))).isRight()).isTrue();
        story.awaitEnd(first);
        story.awaitEnd(second);

        assertThat(story.only(TurnEvent.MessageSteered.class).into()).isEqualTo(first);
        assertThat(model.requests().getLast().transcript())
                .hasSize(4)
                .satisfiesOnlyOnce(
                        item -> assertThat(item).isInstanceOf(TranscriptItem.Answered.class));
        Invariants.holdWhenSettled(story);
    }

    private TurnId ask() throws Exception {
        model.next(Script.calls(toolCall("a", "risky")));
        TurnId turn = node.say(session, "1");
        story.awaitFact(StepEvent.RulingRequested.class);
        Await.until(
                "a session that waits",
                () ->
                        storage.log().head(session).orElseThrow().status()
                                == SessionStatus.WAITING_FOR_TOOL_RESULTS);
        return turn;
    }

    private Either<Refusal, Envelope> rule(Verdict verdict) {
        return node.useCases().ruleOutcome().rule(session, CALL, verdict);
    }
}
