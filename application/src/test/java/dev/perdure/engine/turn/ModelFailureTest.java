package dev.perdure.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelStream;
import dev.perdure.engine.rig.Await;
import dev.perdure.engine.rig.Invariants;
import dev.perdure.engine.rig.Node;
import dev.perdure.engine.rig.NodeParts;
import dev.perdure.engine.rig.Script;
import dev.perdure.engine.rig.ScriptedModel;
import dev.perdure.engine.rig.SettableClock;
import dev.perdure.engine.rig.Story;
import dev.perdure.engine.session.MessageDraft;
import dev.perdure.engine.session.SubmitMessage.Submitted;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelFailureTest {

    /** One place, so that a turn which kept it would be seen; never declared dead. */
    private static final WorkerConfig ONE_PLACE =
            new WorkerConfig(
                    1, Duration.ofMillis(20), Duration.ofMillis(5), Duration.ofSeconds(10));

    private final SettableClock clock = new SettableClock();
    private final InMemoryStorage storage = InMemoryStorage.open(clock);
    private final ScriptedModel model = new ScriptedModel();
    private final NodeParts parts = Node.on(storage).model(model).clock(clock).config(ONE_PLACE);
    private final Node node = parts.start();
    private final SessionKey session = node.open();
    private final Story story = node.story(session);

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void a_failure_that_may_be_tried_again_now_is_tried_again_now() throws Exception {
        model.next(Script.fails(FailureKind.TRANSPORT, new NextMove.RetryNow()));
        model.next(Script.answer("Hello"));

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        assertThat(story.factsOf(turn))
                .containsExactly(
                        "MessageReceived",
                        "SessionActivated",
                        "TurnStarted",
                        "ReasonStarted",
                        "OutputStarted",
                        "ReasonFailed",
                        "ReasonStarted",
                        "OutputStarted",
                        "ReasonCompleted",
                        "GenerationRecorded",
                        "OutputCompleted",
                        "TurnCompleted",
                        "SessionIdled");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void text_that_was_cut_by_a_failure_never_completes() throws Exception {
        model.next(
                Script.started().text("Hel").fail(FailureKind.TRANSPORT, new NextMove.RetryNow()));
        model.next(Script.answer("Hello"));

        story.awaitEnd(node.say(session, "Hi"));

        List<StepEvent.OutputStarted> outputs = story.all(StepEvent.OutputStarted.class);
        assertThat(outputs).hasSize(2);
        assertThat(story.only(StepEvent.OutputCompleted.class).message().id())
                .isEqualTo(outputs.getLast().message())
                .isNotEqualTo(outputs.getFirst().message());
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_provider_that_asks_for_patience_gets_it_and_the_turn_holds_no_place() throws Exception {
        model.next(
                Script.fails(
                        FailureKind.RATE_LIMITED, new NextMove.RetryAfter(Duration.ofMinutes(2))));
        TurnId turn = node.say(session, "Hi");
        story.awaitFact(StepEvent.ReasonFailed.class);

        SessionKey other = node.open();
        node.story(other).awaitEnd(node.say(other, "Meanwhile"));
        assertThat(story.factsOf(turn)).endsWith("ReasonFailed");

        passTime(Duration.ofMinutes(1));
        assertThat(story.factsOf(turn)).endsWith("ReasonFailed");
        passTime(Duration.ofMinutes(2));
        story.awaitEnd(turn);

        assertThat(story.factsOf(turn)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void the_pauses_of_backing_off_grow() throws Exception {
        for (int i = 0; i < 4; i++) {
            model.next(Script.fails(FailureKind.OVERLOADED, new NextMove.BackOff()));
        }

        TurnId turn = node.say(session, "Hi");
        for (int failures = 1; failures <= 4; failures++) {
            int wanted = failures;
            Await.until(
                    "failure " + wanted,
                    () -> story.all(StepEvent.ReasonFailed.class).size() >= wanted);
            passTime(Duration.ofMinutes(1));
        }
        story.awaitEnd(turn);

        List<StepEvent.ReasonFailed> failed = story.all(StepEvent.ReasonFailed.class);
        assertThat(failed).extracting(StepEvent.ReasonFailed::attempt).hasSize(4);
        assertThat(story.only(StepEvent.ReasonCompleted.class).attempt()).isEqualTo(new Attempt(5));
    }

    @Test
    void a_model_that_fails_every_time_ends_the_turn_with_the_attempts_used_up() throws Exception {
        for (int i = 0; i < 9; i++) {
            model.next(Script.fails(FailureKind.TRANSPORT, new NextMove.RetryNow()));
        }

        TurnId turn = node.say(session, "Hi");
        for (int failures = 2; failures <= 4; failures++) {
            int wanted = failures;
            Await.until(
                    "failure " + wanted,
                    () -> story.all(StepEvent.ReasonFailed.class).size() >= wanted);
            passTime(Duration.ofMinutes(1));
        }
        story.awaitEnd(turn);

        assertThat(story.only(TurnEvent.TurnFailed.class).reason())
                .isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
        assertThat(model.requests()).hasSize(5);
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_model_that_can_never_answer_ends_the_turn_at_once() throws Exception {
        model.next(Script.fails(FailureKind.AUTHENTICATION, new NextMove.GiveUp()));

        TurnId turn = node.say(session, "Hi");
        story.awaitEnd(turn);

        TurnEvent.TurnFailed end = story.only(TurnEvent.TurnFailed.class);
        assertThat(end.reason()).isEqualTo(FailureReason.MODEL_REFUSED);
        assertThat(end.sentence()).isEqualTo("Scripted: AUTHENTICATION");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void a_session_goes_on_after_a_turn_that_failed() throws Exception {
        model.next(Script.fails(FailureKind.AUTHENTICATION, new NextMove.GiveUp()));
        story.awaitEnd(node.say(session, "Hi"));

        TurnId second = node.say(session, "Still there?");
        story.awaitEnd(second);

        assertThat(story.factsOf(second)).contains("TurnCompleted");
        Invariants.holdWhenSettled(story);
    }

    @Test
    void a_message_that_names_a_model_nobody_serves_is_refused() {
        MessageDraft draft = ModelFailureTest.asking(new ModelRef("unheard-of"));

        Either<Refusal, Submitted> answer = node.useCases().submitMessage().submit(session, draft);

        assertThat(answer.getLeft()).isEqualTo(Refusal.noSuchModel("unheard-of"));
    }

    @Test
    void a_model_that_is_gone_when_its_turn_runs_ends_the_turn() throws Exception {
        AtomicBoolean gone = new AtomicBoolean();
        ModelClient leaving = new LeavingModel(model, gone);
        node.close();
        try (Node other = parts.model(leaving).start()) {
            SessionSettings settings =
                    SessionSettings.of(Harness.GENERIC_ID, null, "of a model that leaves");
            SessionKey left =
                    other.useCases()
                            .openSession()
                            .open(OrganisationId.DEFAULT, settings)
                            .get()
                            .key();
            gone.set(true);

            TurnId turn = other.say(left, "Hi");
            other.story(left).awaitEnd(turn);

            assertThat(other.story(left).only(TurnEvent.TurnFailed.class).reason())
                    .isEqualTo(FailureReason.MODEL_REFUSED);
        }
    }

    /** Moves the clock and waits until the node has renewed and swept at the new time. */
    private void passTime(Duration time) {
        Duration step = Duration.ofSeconds(2);
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            clock.advance(step.compareTo(left) < 0 ? step : left);
            storage.work().renew();
        }
        storage.work().sweep();
    }

    private static MessageDraft asking(ModelRef named) {
        MessageDraft plain = MessageDraft.ofText("Hi");
        return new MessageDraft(
                plain.content(),
                new Controls(named, JsonObject.empty()),
                plain.metadata(),
                plain.actor(),
                plain.extensions(),
                plain.strategy(),
                "");
    }

    /** Serves its model until it is gone. */
    private record LeavingModel(ModelClient whole, AtomicBoolean gone) implements ModelClient {

        @Override
        public boolean serves(ModelRef model) {
            return !gone.get() && whole.serves(model);
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
