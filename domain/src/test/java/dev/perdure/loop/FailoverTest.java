package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.beginWithOthers;
import static dev.perdure.loop.Given.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelRef;
import dev.perdure.model.NextMove;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which failures of a model another one of the turn's chain is asked after. */
class FailoverTest {

    private static final ModelRef SECOND = Given.FALLBACKS.get(0);
    private static final ModelRef THIRD = Given.FALLBACKS.get(1);
    private static final NextMove OTHER = new NextMove.UseOtherModel();
    private static final NextMove BACK_OFF = new NextMove.BackOff();
    private static final NextMove GIVE_UP = new NextMove.GiveUp();

    @Test
    void the_next_model_takes_the_step_over_in_the_same_append_and_the_log_says_why() {
        TurnState first = after(beginWithOthers());
        List<Event> facts = facts(first, Given.failed(1, FailureKind.OVERLOADED, OTHER));

        assertThat(facts)
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("ReasonFailed", "ModelSwitched", "ReasonStarted", "OutputStarted");
        assertThat(((StepEvent.ReasonFailed) facts.getFirst()).retryAt()).isNull();
        assertThat(facts.get(1))
                .isEqualTo(
                        new StepEvent.ModelSwitched(
                                Given.TURN,
                                StepNumber.FIRST,
                                new Attempt(2),
                                Given.MODEL,
                                SECOND,
                                FailureKind.OVERLOADED,
                                "It broke."));
        assertThat(called(after(first, facts))).isEqualTo(SECOND);
    }

    @Test
    void a_model_is_left_when_its_attempts_are_used_up() {
        TurnState last =
                after(
                        beginWithOthers(),
                        Given.failed(1, FailureKind.PROVIDER_ERROR, BACK_OFF),
                        new TurnInput.TimerRang(Given.at(Duration.ofMinutes(2))));

        TurnState next = after(last, facts(last, Given.failed(2, FailureKind.STALLED, BACK_OFF)));

        assertThat(called(next)).isEqualTo(SECOND);
    }

    @Test
    void each_model_of_the_chain_has_all_its_attempts_and_the_last_one_ends_the_turn() {
        TurnState state = after(beginWithOthers());
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(called(state))
                    .isEqualTo(List.of(Given.MODEL, SECOND, THIRD).get((attempt - 1) / 2));
            state =
                    after(
                            state,
                            facts(state, Given.failed(attempt, FailureKind.STALLED, BACK_OFF)));
            state = state instanceof TurnState.BackingOff ? rung(state) : state;
        }

        state = after(state, facts(state, Given.failed(6, FailureKind.STALLED, BACK_OFF)));

        assertThat(state)
                .isEqualTo(new TurnState.Failed(Given.TURN, FailureReason.ATTEMPTS_EXHAUSTED));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = "BUDGET_EXHAUSTED",
            mode = EnumSource.Mode.EXCLUDE)
    void a_failure_for_good_moves_on_only_where_another_model_may_do_better(FailureKind kind) {
        boolean everywhere =
                Set.of(FailureKind.INVALID_REQUEST, FailureKind.CONTENT_FILTERED).contains(kind);
        TurnState first = after(beginWithOthers());

        TurnState next = after(first, facts(first, Given.failed(1, kind, GIVE_UP)));

        assertThat(next)
                .isInstanceOf(everywhere ? TurnState.Failed.class : TurnState.Reasoning.class);
    }

    @Test
    void nobody_waits_long_for_a_model_while_there_is_another() {
        TurnState first = after(beginWithOthers());
        NextMove soon = new NextMove.RetryAfter(Duration.ofSeconds(50));
        NextMove late = new NextMove.RetryAfter(Duration.ofMinutes(10));
        NextMove never = new NextMove.RetryAfter(Duration.ofDays(1));

        assertThat(after(first, facts(first, Given.failed(1, FailureKind.RATE_LIMITED, soon))))
                .isInstanceOf(TurnState.BackingOff.class);
        for (NextMove move : List.of(late, never)) {
            TurnState next =
                    after(first, facts(first, Given.failed(1, FailureKind.RATE_LIMITED, move)));
            assertThat(called(next)).isEqualTo(SECOND);
        }
    }

    @Test
    void a_provider_that_is_left_alone_is_not_waited_for_while_there_is_another_model() {
        NextMove soon = new NextMove.RetryAfter(Duration.ofSeconds(5));
        TurnState alone = after(Given.begin());
        TurnState first = after(beginWithOthers());

        assertThat(after(alone, facts(alone, Given.failed(1, FailureKind.CIRCUIT_OPEN, soon))))
                .isInstanceOf(TurnState.BackingOff.class);
        assertThat(
                        called(
                                after(
                                        first,
                                        facts(
                                                first,
                                                Given.failed(1, FailureKind.CIRCUIT_OPEN, soon)))))
                .isEqualTo(SECOND);
    }

    @Test
    void without_another_model_a_turn_backs_off_where_another_would_have_helped() {
        TurnState alone = after(Given.begin());

        assertThat(after(alone, facts(alone, Given.failed(1, FailureKind.OVERLOADED, OTHER))))
                .isInstanceOf(TurnState.BackingOff.class);
    }

    @Test
    void a_turn_keeps_the_model_it_went_to_in_its_later_steps() {
        TurnState second =
                after(
                        beginWithOthers(),
                        Given.failed(1, FailureKind.OVERLOADED, OTHER),
                        Given.answered(1, 2, Given.readOnly("a")),
                        Given.returned("a"));

        assertThat(called(second)).isEqualTo(SECOND);
        TurnState next =
                after(
                        second,
                        facts(
                                second,
                                Given.failed(2, 1, FailureKind.OVERLOADED, OTHER, Given.soon())));
        assertThat(called(next)).isEqualTo(THIRD);
    }

    @Test
    void an_owner_that_hands_over_leaves_the_next_one_the_model_to_call() {
        TurnState first = after(beginWithOthers());
        Decision decision =
                TurnLoop.decide(first, Given.failed(1, FailureKind.OVERLOADED, OTHER)).get();

        TurnState handed = after(first, decision.withoutIntents());
        TurnState next = after(handed, facts(handed, Given.proceed()));

        assertThat(handed).isInstanceOf(TurnState.Ready.class);
        assertThat(called(next)).isEqualTo(SECOND);
        assertThat(((TurnState.Reasoning) next).attempt()).isEqualTo(new Attempt(2));
    }

    @Test
    void a_successor_calls_the_model_its_predecessor_went_to() {
        TurnState switched =
                after(beginWithOthers(), Given.failed(1, FailureKind.OVERLOADED, OTHER));

        assertThat(called(after(switched, facts(switched, Given.recovered())))).isEqualTo(SECOND);
    }

    private static ModelRef called(TurnState state) {
        TurnEffect effect = TurnLoop.outstanding(state).getFirst();
        return ((TurnEffect.CallModel) effect).model();
    }

    private static TurnState rung(TurnState waiting) {
        TurnInput rang = new TurnInput.TimerRang(Given.at(Duration.ofMinutes(2)));
        return after(waiting, facts(waiting, rang));
    }
}
