package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.Delta;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.FinishReason;
import dev.perdure.model.Usage;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionStatus;
import dev.perdure.turn.TurnId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextTurnTest {

    private final ScriptedModel model = new ScriptedModel();
    private final Node node = Node.on(InMemoryStorage.open()).model(model).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void an_answer_in_text_is_these_facts_in_this_order() throws Exception {
        model.next(Script.started().think("Hm.").text("Hello").text(", world").finish());

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        assertThat(story.recordsOf(turn))
                .containsExactly(
                        "MessageReceived",
                        "SessionActivated",
                        "TurnStarted",
                        "ReasonStarted",
                        "OutputStarted",
                        "ThinkingDelta",
                        "OutputDelta",
                        "OutputDelta",
                        "ThinkingCompleted",
                        "ReasonCompleted",
                        "GenerationRecorded",
                        "OutputCompleted",
                        "TurnCompleted",
                        "SessionIdled");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void the_facts_agree_on_message_usage_and_counts() throws Exception {
        model.next(Script.answer("Hello", ", world"));

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        StepEvent.OutputCompleted output = story.only(StepEvent.OutputCompleted.class);
        TurnEvent.TurnCompleted end = story.only(TurnEvent.TurnCompleted.class);
        assertThat(output.message().text()).isEqualTo("Hello, world");
        assertThat(story.all(Delta.OutputDelta.class))
                .extracting(Delta.OutputDelta::message)
                .containsOnly(output.message().id());
        assertThat(story.all(Delta.OutputDelta.class))
                .extracting(Delta.OutputDelta::text)
                .containsExactly("Hello", ", world");
        assertThat(story.only(StepEvent.OutputStarted.class).message())
                .isEqualTo(output.message().id());
        assertThat(end.answer()).isEqualTo(output.message().id());
        assertThat(end.steps()).isOne();
        assertThat(end.modelCalls()).isOne();
        assertThat(end.toolCalls()).isZero();
        assertThat(end.usage()).isEqualTo(new Usage(10, 5, 0, 0));
        assertThat(story.only(StepEvent.GenerationRecorded.class).finish())
                .isEqualTo(FinishReason.STOP);
    }

    @Test
    void a_session_is_idle_once_its_turn_has_ended_and_its_call_is_closed() throws Exception {
        story.awaitEnd(node.say(session, "Hi"));

        assertThat(node.storage().log().head(session).orElseThrow().status())
                .isEqualTo(SessionStatus.IDLE);
        assertThat(model.openCalls()).isZero();
    }

    @Test
    void a_second_turn_shows_the_model_the_whole_conversation() throws Exception {
        story.awaitEnd(node.say(session, "first"));
        story.awaitEnd(node.say(session, "second"));

        assertThat(model.requests()).hasSize(2);
        assertThat(model.requests().getFirst().transcript()).hasSize(1);
        assertThat(model.requests().getLast().transcript()).hasSize(3);
        assertThat(story.all(StepEvent.OutputCompleted.class))
                .extracting(output -> output.message().text())
                .containsExactly(ScriptedModel.echo("first"), ScriptedModel.echo("second"));
    }

    @Test
    void an_answer_without_text_completes_all_the_same() throws Exception {
        model.next(Script.started().finish());

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        assertThat(story.recordsOf(turn)).contains("TurnCompleted").doesNotContain("OutputDelta");
    }

    @Test
    void empty_pieces_leave_no_trace_in_the_log() throws Exception {
        model.next(Script.started().text("").think("").text("Hello").finish());

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        assertThat(story.all(Delta.class)).extracting(Delta::text).containsExactly("Hello");
    }
}
