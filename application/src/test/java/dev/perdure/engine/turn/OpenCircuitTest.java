package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.rig.Story;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns whose provider is left alone. */
class OpenCircuitTest {

    private static final ModelRef DOWN = new ModelRef("down/small");
    private static final ModelRef SHORTER = new ModelRef("small");

    private final SettableClock clock = new SettableClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);
    private final ScriptedModel model = new ScriptedModel();
    private final Node node = Node.on(storage).model(new Renamed(model)).clock(clock).start();

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_turn_goes_to_the_next_model_of_its_chain_without_a_call() throws Exception {
        useUp();
        SessionKey session = open(ScriptedModel.NAME);
        Story story = node.story(session);
        int before = model.requests().size();

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        assertThat(model.requests()).hasSize(before + 1);
        StepEvent.ModelSwitched switched = story.only(StepEvent.ModelSwitched.class);
        assertThat(switched.kind()).isEqualTo(FailureKind.CIRCUIT_OPEN);
        assertThat(switched.to()).isEqualTo(ScriptedModel.NAME);
        assertThat(story.only(TurnEvent.TurnCompleted.class).modelCalls()).isEqualTo(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_turn_without_another_model_waits_for_the_time_of_the_next_try() throws Exception {
        useUp();
        SessionKey session = open();
        Story story = node.story(session);
        int before = model.requests().size();

        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ReasonFailed.class);

        assertThat(model.requests()).hasSize(before);
        assertThat(node.useCases().explainSession().explain(session).get().sentence())
                .contains("The provider down is not called before")
                .contains("last with provider error");
        for (int second = 0; second < 20; second++) {
            clock.advance(Duration.ofSeconds(1));
            storage.work().renew();
        }
        storage.work().sweep();
        story.awaitEnd(turn);
        assertThat(story.only(TurnEvent.TurnCompleted.class).modelCalls()).isEqualTo(1);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_model_under_a_shorter_name_has_the_circuit_of_its_account() throws Exception {
        useUp();
        SessionKey session =
                node.open(
                        AgentSettings.of("Agent", "Be kind.")
                                .withModel(SHORTER)
                                .withFallbackModels(List.of(ScriptedModel.NAME)));
        Story story = node.story(session);

        story.awaitEnd(node.say(session, "Hi"));

        assertThat(story.only(TurnEvent.TurnStarted.class).model()).isEqualTo(DOWN);
        assertThat(story.only(StepEvent.ModelSwitched.class).kind())
                .isEqualTo(FailureKind.CIRCUIT_OPEN);
    }

    /** Five turns whose provider fails. */
    private void useUp() throws InterruptedException {
        for (int turn = 0; turn < 5; turn++) {
            model.next(Script.fails(FailureKind.PROVIDER_ERROR, new NextMove.GiveUp()));
            SessionKey session = open();
            node.story(session).awaitEnd(node.say(session, "Hi"));
        }
    }

    private SessionKey open(ModelRef... others) {
        return node.open(
                AgentSettings.of("Agent", "Be kind.")
                        .withModel(DOWN)
                        .withFallbackModels(List.of(others)));
    }

    /** Also serves a model that has an account, under two names. */
    private record Renamed(ModelClient whole) implements ModelClient {

        @Override
        public boolean serves(ModelRef model) {
            return model.equals(DOWN) || model.equals(SHORTER) || whole.serves(model);
        }

        @Override
        public ModelRef named(ModelRef model) {
            return model.equals(SHORTER) ? DOWN : model;
        }

        @Override
        public List<ModelRef> models() {
            return whole.models();
        }

        @Override
        public ModelStream open(ModelRequest request) throws InterruptedException {
            return whole.open(request);
        }
    }
}
