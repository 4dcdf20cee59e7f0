package dev.perdure.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.message.MessageId;
import dev.perdure.message.MessageStrategy;
import dev.perdure.message.Role;
import dev.perdure.refusal.Refusal;
import dev.perdure.turn.StepNumber;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SteeringTest {

    private final Story story = Story.begun();

    @ParameterizedTest
    @EnumSource(MessageStrategy.class)
    void a_message_to_an_idle_session_is_nothing_but_itself(MessageStrategy strategy) {
        story.received(1).started(1).answered(1, "Done.");

        assertThat(facts(arriving(2, strategy))).containsExactly(arriving(2, strategy));
    }

    @Test
    void a_message_that_waits_or_joins_is_at_first_nothing_but_itself() {
        story.received(1).started(1);

        assertThat(facts(arriving(2, MessageStrategy.ENQUEUE))).hasSize(1);
        assertThat(facts(arriving(2, MessageStrategy.STEER))).hasSize(1);
    }

    @Test
    void a_message_that_wants_an_idle_session_is_refused_by_a_busy_one() {
        story.received(1);

        Refusal refusal =
                Steering.arrival(story.state(), arriving(2, MessageStrategy.REJECT)).getLeft();

        assertThat(refusal).isInstanceOf(Refusal.Conflicting.class);
    }

    @Test
    void an_interrupting_message_asks_the_turn_under_way_to_stop() {
        story.received(1).started(1);
        TurnEvent.MessageReceived arriving = arriving(2, MessageStrategy.INTERRUPT);

        assertThat(facts(arriving))
                .containsExactly(
                        arriving,
                        new TurnEvent.MessageInterrupted(
                                Story.turn(2), arriving.message().id(), Story.turn(1)),
                        new TurnEvent.CancelRequested(
                                Story.turn(1), "A new message interrupted the turn."));
    }

    @Test
    void a_turn_that_has_not_begun_is_interrupted_too() {
        story.received(1);

        assertThat(facts(arriving(2, MessageStrategy.INTERRUPT)))
                .hasAtLeastOneElementOfType(TurnEvent.CancelRequested.class);
    }

    @Test
    void a_turn_that_is_to_stop_already_is_not_asked_again() {
        story.received(1).started(1);
        story.append(new TurnEvent.CancelRequested(Story.turn(1), "Enough."));

        assertThat(facts(arriving(2, MessageStrategy.INTERRUPT)))
                .doesNotHaveAnyElementsOfTypes(TurnEvent.CancelRequested.class)
                .hasAtLeastOneElementOfType(TurnEvent.MessageInterrupted.class);
    }

    @Test
    void a_rolled_back_turn_is_not_in_the_conversation_any_more() {
        story.received(1).started(1).answered(1, "First.");
        List<String> before = story.shown();
        story.received(2).started(2).answered(2, "Calling.", Given.readOnly("a"));

        story.append(facts(arriving(3, MessageStrategy.ROLLBACK)).toArray(Event[]::new));

        assertThat(story.shown()).isEqualTo(before);
        assertThat(story.state().turn(Story.turn(2)).orElseThrow().isToStop()).isTrue();
    }

    @Test
    void a_turn_that_ran_after_another_branch_is_rolled_back_to_its_own() {
        story.received(1).started(1).answered(1, "First.");
        long first = story.version();
        story.received(2).started(2).answered(2, "Second.").headMoved(first);
        List<String> before = story.shown();
        story.received(3).started(3);
        long within = story.version();
        story.headMoved(0).headMoved(within);

        story.append(facts(arriving(4, MessageStrategy.ROLLBACK)).toArray(Event[]::new));

        assertThat(story.shown()).isEqualTo(before);
    }

    @Test
    void rolling_back_a_turn_that_has_not_begun_moves_no_head() {
        story.received(1).started(1).answered(1, "First.").received(2);

        assertThat(facts(arriving(3, MessageStrategy.ROLLBACK)))
                .doesNotHaveAnyElementsOfTypes(SessionEvent.HeadMoved.class)
                .hasAtLeastOneElementOfType(TurnEvent.CancelRequested.class);
    }

    @Test
    void a_steering_message_joins_before_the_next_model_call_and_its_own_turn_is_over() {
        story.received(1).started(1).answered(1, "Calling.", Given.readOnly("a"));
        story.append(arriving(2, MessageStrategy.STEER));

        TurnEvent.MessageSteered joining = joining(Given.returned("a")).orElseThrow();
        story.append(joining).decided(1, Given.returned("a"));

        assertThat(joining.into()).isEqualTo(Story.turn(1));
        assertThat(joining.step()).isEqualTo(new StepNumber(2));
        assertThat(story.state().turn(Story.turn(2))).isEmpty();
        assertThat(story.shown())
                .containsExactly("user: question 1", "agent: Calling.", "a: 5", "user: message 2");
    }

    @Test
    void a_steering_message_that_finds_no_further_model_call_waits_like_any_other() {
        story.received(1).started(1);
        story.append(arriving(2, MessageStrategy.STEER));
        TurnState running = story.state().turn(Story.turn(1)).orElseThrow();

        assertThat(Steering.joining(story.state(), running, List.of())).isEmpty();
        assertThat(Steering.queued(story.state(), running, false)).isEmpty();
        assertThat(Steering.queued(story.state(), running, true))
                .containsExactly(new TurnEvent.MessageQueued(Story.turn(2), id(2), Story.turn(1)));
    }

    @Test
    void nobody_joins_a_turn_that_is_to_stop() {
        story.received(1).started(1).answered(1, "Calling.", Given.readOnly("a"));
        story.append(arriving(2, MessageStrategy.STEER));
        List<Event> decided =
                Given.facts(story.state().turn(Story.turn(1)).orElseThrow(), Given.returned("a"));
        story.append(new TurnEvent.CancelRequested(Story.turn(1), "Enough."));
        TurnState running = story.state().turn(Story.turn(1)).orElseThrow();

        assertThat(Steering.joining(story.state(), running, decided)).isEmpty();
        assertThat(Steering.queued(story.state(), running, false)).hasSize(1);
    }

    @Test
    void messages_join_one_after_the_other_in_the_order_they_came() {
        story.received(1).started(1).answered(1, "Calling.", Given.readOnly("a"));
        story.append(arriving(2, MessageStrategy.STEER));
        story.append(arriving(3, MessageStrategy.STEER));

        TurnEvent.MessageSteered first = joining(Given.returned("a")).orElseThrow();
        story.append(first);
        TurnEvent.MessageSteered second = joining(Given.returned("a")).orElseThrow();
        story.append(second);

        assertThat(first.turn()).isEqualTo(Story.turn(2));
        assertThat(second.turn()).isEqualTo(Story.turn(3));
        assertThat(joining(Given.returned("a"))).isEmpty();
    }

    @Test
    void it_is_said_once_that_a_message_waits() {
        story.received(1).started(1).received(2).received(3);
        TurnState running = story.state().turn(Story.turn(1)).orElseThrow();
        List<Event> queued = Steering.queued(story.state(), running, false);

        story.append(queued.toArray(Event[]::new));

        assertThat(queued)
                .extracting(fact -> ((TurnEvent) fact).turn())
                .containsExactly(Story.turn(2), Story.turn(3));
        assertThat(Steering.queued(story.state(), running, true)).isEmpty();
    }

    private Optional<TurnEvent.MessageSteered> joining(TurnInput input) {
        TurnState running = story.state().turn(Story.turn(1)).orElseThrow();
        return Steering.joining(story.state(), running, Given.facts(running, input));
    }

    private List<Event> facts(TurnEvent.MessageReceived message) {
        return Steering.arrival(story.state(), message).get();
    }

    private static TurnEvent.MessageReceived arriving(int turn, MessageStrategy strategy) {
        return new TurnEvent.MessageReceived(
                Story.turn(turn), Given.message(id(turn), Role.USER, "message " + turn), strategy);
    }

    private static MessageId id(int turn) {
        return new MessageId(new UUID(43, turn));
    }
}
