package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.TurnId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no driver may do, and some will. */
class BrokenStreamTest {

    private final ScriptedModel model = new ScriptedModel();
    private final Node node = Node.on(InMemoryStorage.open()).model(model).start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_stream_that_throws_ends_the_turn_without_its_details() throws Exception {
        model.next(Script.started().text("Hel").breaks(() -> new IllegalStateException("secret")));

        assertBroken(node.say(session, "Hi"));
    }

    @Test
    void a_stream_that_dies_of_an_error_ends_the_turn() throws Exception {
        model.next(Script.started().text("Hel").breaks(() -> new StackOverflowError("secret")));

        assertBroken(node.say(session, "Hi"));
    }

    @Test
    void a_stream_that_ends_in_nothing_ends_the_turn() throws Exception {
        model.next(Script.started().text("Hel"));

        assertBroken(node.say(session, "Hi"));
    }

    @Test
    void a_stream_that_says_it_was_interrupted_is_tried_again_under_a_new_message()
            throws Exception {
        model.next(Script.started().text("Hel").breaks(InterruptedException::new));
        model.next(Script.answer("Hello"));

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        assertThat(story.factsOf(turn)).contains("AttemptSuperseded", "TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_stream_that_is_interrupted_for_ever_uses_its_attempts_up() throws Exception {
        for (int i = 0; i < 9; i++) {
            model.next(Script.started().breaks(InterruptedException::new));
        }

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(story.only(TurnEvent.TurnFailed.class).reason())
                .isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
        assertThat(model.requests()).hasSize(5);
    }

    private void assertBroken(TurnId turn) throws InterruptedException {
        story.awaitEnd(turn);
        TurnEvent.TurnFailed end = story.only(TurnEvent.TurnFailed.class);
        assertThat(end.sentence()).doesNotContain("secret");
        assertThat(end.reason()).isEqualTo(FailureReason.NOT_RUNNABLE);
        assertThat(story.all(StepEvent.OutputCompleted.class)).isEmpty();
        assertThat(model.openCalls()).isZero();
        Invariants.holdWhenSettled(story);
    }
}
