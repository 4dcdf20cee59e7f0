package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.beginWithOthers;
import static dev.perdure.loop.Given.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Reduction;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A model that finds the conversation too long, rung by rung. */
class RungsTest {

    @Test
    void the_next_attempt_shows_less_at_once_and_the_log_says_how_much_less() {
        TurnState first = after(begin());
        List<Event> facts = facts(first, tooLong(1, 1, Reduction.HALF));

        assertThat(facts)
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly(
                        "ReasonFailed", "ContextReduced", "ReasonStarted", "OutputStarted");
        assertThat(facts.get(1))
                .isEqualTo(
                        new StepEvent.ContextReduced(
                                Given.TURN,
                                StepNumber.FIRST,
                                new Attempt(2),
                                Reduction.HALF,
                                "Too long."));
        assertThat(reduction(after(first, facts))).isEqualTo(Reduction.HALF);
    }

    @Test
    void a_request_that_is_refused_for_what_it_holds_is_made_with_less() {
        TurnInput.ModelFailed refused =
                new TurnInput.ModelFailed(
                        StepNumber.FIRST,
                        Attempt.FIRST,
                        new ModelFailure(
                                FailureKind.INVALID_REQUEST, new NextMove.GiveUp(), "No image."),
                        Given.SPENT,
                        Duration.ofSeconds(1),
                        null,
                        Reduction.LAST_EXCHANGE,
                        Given.soon());

        assertThat(reduction(after(begin(), refused))).isEqualTo(Reduction.LAST_EXCHANGE);
    }

    @Test
    void rungs_use_up_no_attempts_and_the_last_one_ends_the_turn() {
        TurnState state =
                after(
                        begin(),
                        tooLong(1, 1, Reduction.WITHOUT_REASONING),
                        tooLong(1, 2, Reduction.HALF),
                        tooLong(1, 3, Reduction.LAST_EXCHANGE));

        assertThat(state).isInstanceOf(TurnState.Reasoning.class);
        assertThat(after(state, facts(state, tooLong(1, 4, null))))
                .isEqualTo(new TurnState.Failed(Given.TURN, FailureReason.MODEL_REFUSED));
    }

    @Test
    void what_was_too_much_once_is_not_shown_again_in_later_steps() {
        TurnState second =
                after(
                        begin(),
                        tooLong(1, 1, Reduction.HALF),
                        Given.answered(1, 2, Given.readOnly("a")),
                        Given.returned("a"));

        assertThat(reduction(second)).isEqualTo(Reduction.HALF);
    }

    @Test
    void another_model_is_asked_after_the_last_rung_and_shown_everything() {
        TurnState state = after(beginWithOthers(), tooLong(1, 1, Reduction.LAST_EXCHANGE));

        TurnState next = after(state, facts(state, tooLong(1, 2, null)));

        assertThat(((TurnState.Reasoning) next).progress().model())
                .isEqualTo(Given.FALLBACKS.getFirst());
        assertThat(reduction(next)).isEqualTo(Reduction.NONE);
    }

    @Test
    void an_owner_that_hands_over_leaves_the_next_one_the_rung() {
        TurnState first = after(begin());
        Decision decision = TurnLoop.decide(first, tooLong(1, 1, Reduction.HALF)).get();

        TurnState handed = after(first, decision.withoutIntents());
        TurnState next = after(handed, facts(handed, Given.proceed()));

        assertThat(handed).isInstanceOf(TurnState.Ready.class);
        assertThat(reduction(next)).isEqualTo(Reduction.HALF);
        assertThat(((TurnState.Reasoning) next).attempt()).isEqualTo(new Attempt(2));
    }

    private static Reduction reduction(TurnState state) {
        return ((TurnState.Open) state).progress().recourse().reduction();
    }

    private static TurnInput.ModelFailed tooLong(
            int step, int attempt, @Nullable Reduction smaller) {
        return new TurnInput.ModelFailed(
                new StepNumber(step),
                new Attempt(attempt),
                new ModelFailure(FailureKind.CONTEXT_TOO_LONG, new NextMove.Shrink(), "Too long."),
                Given.SPENT,
                Duration.ofSeconds(1),
                null,
                smaller,
                Given.soon());
    }
}
