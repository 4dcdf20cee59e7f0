package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.FakeTools;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.model.Reduction;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.TurnId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A conversation that has become too long for its model. */
class ShrinkTest {

    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools = new FakeTools().acting("pay", FakeTools.says("paid"));
    private final Node node = Node.on(InMemoryStorage.open()).model(model).tools(tools).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void less_and_less_is_shown_until_the_model_takes_it() throws Exception {
        for (int turn = 0; turn < 4; turn++) {
            story.awaitEnd(node.say(session, "This is question " + turn));
        }
        model.next(tooLong());
        model.next(tooLong());
        model.next(Script.answer("Here you are."));

        TurnId turn = node.say(session, "And this is the last one");
        story.awaitEnd(turn);

        assertThat(shown(4)).hasSize(9);
        assertThat(shown(5).size()).isBetween(2, 8);
        assertThat(shown(4)).endsWith(shown(5).toArray(TranscriptItem[]::new));
        assertThat(shown(6)).containsExactly(shown(4).getLast());
        assertThat(story.all(StepEvent.ContextReduced.class))
                .extracting(StepEvent.ContextReduced::reduction)
                .containsExactly(Reduction.HALF, Reduction.LAST_EXCHANGE);
        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_call_and_its_result_stay_together_and_nothing_of_the_last_exchange_is_left_out()
            throws Exception {
        story.awaitEnd(node.say(session, "Hello there, how are you?"));
        model.next(Script.calls(Script.toolCall("a", "pay")));
        model.next(tooLong());
        model.next(Script.answer("Paid."));

        story.awaitEnd(node.say(session, "Pay!"));

        assertThat(shown(3).getLast()).isInstanceOf(TranscriptItem.Answered.class);
        assertThat(shown(3)).hasSize(3);
        assertThat(tools.runsOf("pay")).hasSize(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_question_that_is_too_long_by_itself_ends_the_turn_without_another_call()
            throws Exception {
        model.next(tooLong());

        story.awaitEnd(node.say(session, "Why?"));

        assertThat(model.requests()).hasSize(1);
        assertThat(story.only(TurnEvent.TurnFailed.class).reason())
                .isEqualTo(FailureReason.MODEL_REFUSED);
    }

    @Test
    void a_model_that_finds_fault_with_what_lies_before_is_not_shown_that() throws Exception {
        story.awaitEnd(node.say(session, "Look at this, whatever it is."));
        model.next(Script.fails(FailureKind.INVALID_REQUEST, new NextMove.GiveUp()));
        model.next(Script.answer("Here I am."));

        TurnId turn = node.say(session, "Are you there?");
        story.awaitEnd(turn);

        assertThat(shown(2)).containsExactly(shown(1).getLast());
        assertThat(story.all(StepEvent.ContextReduced.class)).hasSize(1);
        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    private static Script tooLong() {
        return Script.fails(FailureKind.CONTEXT_TOO_LONG, new NextMove.Shrink());
    }

    private List<TranscriptItem> shown(int request) {
        return model.requests().get(request).transcript();
    }
}
