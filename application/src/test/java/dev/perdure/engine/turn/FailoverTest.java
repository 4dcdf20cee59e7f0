package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelRequest;
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
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent whose model fails and that names another one. */
class FailoverTest {

    private static final NextMove OTHER = new NextMove.UseOtherModel();

    private final ScriptedModel model = new ScriptedModel();
    private final FakeTools tools = new FakeTools().acting("pay", FakeTools.says("paid"));
    private final Node node = Node.on(InMemoryStorage.open()).model(model).tools(tools).start();
    private final SessionKey session =
            node.open(
                    AgentSettings.of("Agent", "Be kind.")
                            .withFallbackModels(List.of(ScriptedModel.OTHER)));
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void another_model_goes_on_in_mid_turn_where_the_first_one_stopped() throws Exception {
        model.next(Script.calls(Script.toolCall("a", "pay")));
        model.next(Script.started().text("You have").fail(FailureKind.OVERLOADED, OTHER));
        model.next(Script.answer("You have paid."));

        TurnId turn = node.say(session, "Pay!");
        story.awaitEnd(turn);

        assertThat(model.requests())
                .extracting(ModelRequest::model)
                .containsExactly(ScriptedModel.NAME, ScriptedModel.NAME, ScriptedModel.OTHER);
        assertThat(shown(2)).isEqualTo(shown(1));
        assertThat(shown(2).getLast()).isInstanceOf(TranscriptItem.Answered.class);
        assertThat(tools.runsOf("pay")).hasSize(1);
        StepEvent.ModelSwitched switched = story.only(StepEvent.ModelSwitched.class);
        assertThat(switched.from()).isEqualTo(ScriptedModel.NAME);
        assertThat(switched.to()).isEqualTo(ScriptedModel.OTHER);
        assertThat(switched.kind()).isEqualTo(FailureKind.OVERLOADED);
        assertThat(switched.why()).isEqualTo("Scripted: OVERLOADED");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void the_log_says_which_model_said_what_and_what_it_cost() throws Exception {
        model.next(Script.fails(FailureKind.AUTHENTICATION, new NextMove.GiveUp()));
        model.next(Script.answer("Hello"));

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(story.only(StepEvent.OutputCompleted.class).model())
                .isEqualTo(ScriptedModel.OTHER);
        assertThat(story.only(StepEvent.GenerationRecorded.class).model())
                .isEqualTo(ScriptedModel.OTHER);
        assertThat(story.all(StepEvent.ReasonStarted.class))
                .extracting(StepEvent.ReasonStarted::model)
                .containsExactly(ScriptedModel.NAME, ScriptedModel.OTHER);
        assertThat(story.only(TurnEvent.TurnCompleted.class).modelCalls()).isEqualTo(2);
    }

    @Test
    void the_chain_is_the_one_the_turn_began_with_and_the_next_turn_begins_at_its_start()
            throws Exception {
        model.next(Script.fails(FailureKind.QUOTA_EXHAUSTED, new NextMove.GiveUp()));
        model.next(Script.answer("Hello"));
        model.next(Script.answer("Again"));

        story.awaitEnd(node.say(session, "Hi"));
        story.awaitEnd(node.say(session, "Still there?"));

        assertThat(story.all(TurnEvent.TurnStarted.class))
                .allSatisfy(started -> {
                    assertThat(started.model()).isEqualTo(ScriptedModel.NAME);
                    assertThat(started.fallbacks()).containsExactly(ScriptedModel.OTHER);
                });
        assertThat(model.requests().getLast().model()).isEqualTo(ScriptedModel.NAME);
    }

    private List<TranscriptItem> shown(int request) {
        return model.requests().get(request).transcript();
    }
}
