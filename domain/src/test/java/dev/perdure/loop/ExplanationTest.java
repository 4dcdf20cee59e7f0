package dev.perdure.loop;

import static dev.perdure.loop.Given.client;
import static dev.perdure.loop.Given.once;
import static dev.perdure.loop.Given.readOnly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageStrategy;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private final Story story = Story.begun();

    @Test
    void a_session_that_was_opened_and_nothing_more_says_so() {
        assertThat(of().activity()).isEqualTo(new Activity.Unused());
        assertThat(sentence()).isEqualTo("Nothing was asked of this session yet.");
    }

    @Test
    void a_due_turn_waits_for_a_node_and_others_wait_behind_it() {
        story.received(1).received(2).received(3);

        assertThat(sentence())
                .startsWith("The turn is due since ")
                .endsWith(
                        " and waits for a node with a place."
                                + " 2 more turns are queued behind it.");
        assertThat(of().queued()).containsExactly(Story.turn(2), Story.turn(3));
    }

    @Test
    void a_turn_that_runs_keeps_the_others_behind_it_whatever_their_age() {
        story.received(1).received(2).started(1);

        assertThat(of().queued()).containsExactly(Story.turn(2));
        assertThat(sentence()).endsWith(" One more turn is queued behind it.");
    }

    @Test
    void a_model_call_is_told_with_step_attempt_model_and_time() {
        story.received(1).started(1).recovered(1);

        assertThat(of().activity())
                .isInstanceOfSatisfying(
                        Activity.CallingModel.class,
                        call -> {
                            assertThat(call.attempt().value()).isEqualTo(2);
                            assertThat(call.since()).isNotNull();
                        });
        assertThat(sentence())
                .startsWith("The turn is in step 1 and waits for the model simulated since ")
                .endsWith(", at attempt 2.");
    }

    @Test
    void a_turn_that_waits_for_notes_says_so() {
        story.received(1).started(1);
        story.decided(
                1,
                new TurnInput.ContextOutgrown(
                        StepNumber.FIRST, Attempt.FIRST, Given.STRETCH, null, "Too long."));

        assertThat(of().activity())
                .isInstanceOfSatisfying(
                        Activity.Summarising.class, notes -> assertThat(notes.since()).isNotNull());
        assertThat(sentence())
                .startsWith(
                        "The turn is summarising the older part of the conversation, which is too"
                                + " long for the model simulated since ")
                .endsWith(", and then goes on in step 1.");
    }

    @Test
    void a_pause_is_told_with_its_end_and_its_reason() {
        story.received(1).started(1);
        story.decided(
                1,
                new TurnInput.ModelFailed(
                        StepNumber.FIRST,
                        Attempt.FIRST,
                        new ModelFailure(
                                FailureKind.OVERLOADED,
                                new NextMove.RetryAfter(Duration.ofSeconds(90)),
                                "Too busy."),
                        Given.SPENT,
                        Duration.ZERO,
                        Given.at(Duration.ZERO)));

        assertThat(sentence())
                .isEqualTo(
                        "The turn calls the model again at 2026-03-01T10:01:34Z: attempt 1 of step"
                                + " 1 failed. Too busy.");
    }

    @Test
    void open_calls_are_told_by_where_they_stand() {
        story.received(1).started(1);
        story.answered(1, "", once("a"), readOnly("b"), once("c"), client("d"));
        story.recovered(1);

        assertThat(sentence())
                .matches(
                        "The turn is in step 1 and has yet to start tool_c \\(c\\), and runs tool_b"
                                + " \\(b, attempt 2 since .*\\), and asks what became of tool_a \\(a"
                                + " since .*\\), and waits for the client's result of tool_d \\(d"
                                + " since .*\\)\\.");
    }

    @Test
    void a_turn_that_waits_for_a_ruling_names_the_call() {
        story.received(1).started(1).answered(1, "", once("a"), client("b")).recovered(1);
        story.decided(1, Given.unknown("a"));

        assertThat(of().activity()).isInstanceOf(Activity.AwaitingPerson.class);
        assertThat(sentence())
                .matches(
                        "Nothing runs: the turn, in step 1, waits for a decision on tool_a \\(a"
                                + " since 2026-03-01T10:00:01Z\\), and waits for the client's result"
                                + " of tool_b \\(b since .*\\)\\.");
    }

    @Test
    void a_turn_that_waits_for_its_client_names_the_calls() {
        story.received(1).started(1).answered(1, "", client("a"), client("b"));

        assertThat(of().activity()).isInstanceOf(Activity.AwaitingClient.class);
        assertThat(sentence()).contains("the client's result of tool_a (a since", "tool_b (b");
    }

    @Test
    void a_turn_that_was_asked_to_stop_says_so_and_why() {
        story.received(1).started(1);
        story.append(new TurnEvent.CancelRequested(Story.turn(1), "Enough."));

        assertThat(sentence())
                .isEqualTo(
                        "The turn was asked to stop and ends as soon as its owner hears of it:"
                                + " Enough.");
    }

    @Test
    void an_idle_session_says_how_its_last_turn_ended() {
        story.received(1).started(1).answered(1, "Yes.");
        assertThat(sentence()).startsWith("Every turn has ended; the last one completed at ");

        story.received(2);
        story.decided(2, new TurnInput.NotRunnable(Refusal.noSuchModel("none")));
        assertThat(sentence()).contains("the last one failed at ").contains("model none");

        story.received(3).started(3);
        story.decided(3, new TurnInput.BoundHit(SealReason.TURN_TIME));
        assertThat(sentence()).contains("was stopped at ").endsWith("It hit its bound turn time.");

        story.received(4).started(4);
        story.decided(4, new TurnInput.CancelAsked("Enough.", Map.of()));
        assertThat(sentence()).contains("was cancelled at ").endsWith("Enough.");
    }

    @Test
    void what_lies_too_far_back_is_explained_without_its_time() {
        story.received(1).started(1);
        Explanation blind = Explanation.of(story.state(), List.of(), true);

        assertThat(blind.sentence())
                .isEqualTo(
                        "The turn is in step 1 and waits for the model simulated, at attempt 1.");
    }

    @Test
    void a_message_that_joins_is_not_queued_until_it_is_said_so() {
        story.received(1).started(1);
        TurnEvent.MessageReceived steering = Story.message(2, MessageStrategy.STEER);
        story.append(steering).received(3);

        assertThat(of().joining()).containsExactly(Story.turn(2));
        assertThat(of().queued()).containsExactly(Story.turn(3));
        assertThat(sentence())
                .endsWith(
                        " One message joins it with its next model call. One more turn is queued"
                                + " behind it.");

        story.append(new TurnEvent.CancelRequested(Story.turn(1), "Enough."));
        assertThat(of().queued()).containsExactly(Story.turn(2), Story.turn(3));
    }

    @Test
    void a_message_that_would_join_has_nothing_to_join_before_a_turn_has_begun() {
        story.received(1).append(Story.message(2, MessageStrategy.STEER));

        assertThat(of().joining()).isEmpty();
        assertThat(of().queued()).containsExactly(Story.turn(2));
    }

    @Test
    void an_idle_session_whose_last_turn_lies_too_far_back_was_asked_all_the_same() {
        story.received(1);
        story.decided(1, new TurnInput.CancelAsked("Enough.", Map.of()));

        assertThat(Explanation.of(story.state(), List.of(), true).sentence())
                .isEqualTo("Every turn has ended.");
    }

    private boolean asked() {
        return story.log().envelopes().stream()
                .anyMatch(envelope -> envelope.entry() instanceof TurnEvent.MessageReceived);
    }

    private Explanation of() {
        return Explanation.of(story.state(), story.log().envelopes(), asked());
    }

    private String sentence() {
        return of().sentence();
    }
}
