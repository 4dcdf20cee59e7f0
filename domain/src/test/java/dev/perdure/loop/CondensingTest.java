package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.begin;
import static dev.perdure.loop.Given.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.Stretch;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.model.Overflow;
import dev.perdure.model.Reduction;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.FailureReason;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request that is too long waits for notes, and goes on with them or with less. */
class CondensingTest {

    private static final TurnState OPEN = after(begin());
    private static final BudgetNews WARNED = new BudgetNews(null, null, List.of(Given.NOTICE));

    @Test
    void the_open_attempt_waits_for_notes_and_then_makes_its_call() {
        TurnEffect call = TurnLoop.outstanding(OPEN).getFirst();

        TurnState waiting = after(OPEN, facts(OPEN, outgrown(1, Given.STRETCH, null)));
        assertThat(TurnLoop.outstanding(waiting))
                .containsExactly(
                        new TurnEffect.CondenseContext(
                                Given.TURN,
                                StepNumber.FIRST,
                                Attempt.FIRST,
                                Given.MODEL,
                                new Condensing(Given.STRETCH, Overflow.FORESEEN)));
        TurnState noted = after(waiting, facts(waiting, condensed(1)));

        assertThat(TurnLoop.outstanding(noted)).containsExactly(call);
        assertThat(((TurnState.Open) noted).progress().usage()).isEqualTo(Given.SPENT);
    }

    @Test
    void without_notes_the_open_attempt_shows_less() {
        TurnState waiting = after(OPEN, facts(OPEN, outgrown(1, Given.STRETCH, null)));

        TurnState less = after(waiting, facts(waiting, notCondensed(1, Reduction.HALF)));

        assertThat(TurnLoop.outstanding(less)).isEqualTo(TurnLoop.outstanding(OPEN));
        assertThat(recourse(less).reduction()).isEqualTo(Reduction.HALF);
        assertThat(recourse(less).mayWriteNotes()).isFalse();
    }

    @Test
    void notes_are_asked_for_once_in_a_step_and_never_again_once_there_were_none() {
        TurnState noted = after(begin(), outgrown(1, Given.STRETCH, null), condensed(1));
        TurnState next =
                after(
                        begin(),
                        outgrown(1, Given.STRETCH, null),
                        condensed(1),
                        Given.answered(1, 1, Given.readOnly("a")),
                        Given.returned("a"));
        TurnState without =
                after(
                        begin(),
                        outgrown(1, Given.STRETCH, null),
                        notCondensed(1, null),
                        Given.answered(1, 1, Given.readOnly("a")),
                        Given.returned("a"));

        assertThat(recourse(noted).mayWriteNotes()).isFalse();
        assertThat(TurnLoop.decide(noted, outgrown(1, Given.STRETCH, null)).isLeft()).isTrue();
        assertThat(recourse(next).mayWriteNotes()).isTrue();
        assertThat(recourse(without).mayWriteNotes()).isFalse();
    }

    @Test
    void what_the_model_refused_is_shown_again_with_notes_at_no_cost_of_attempts() {
        List<Event> facts = facts(OPEN, tooLong(1, Given.STRETCH, null));
        assertThat(facts)
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly(
                        "ReasonFailed", "ReasonStarted", "OutputStarted", "ContextCompacting");

        TurnState noted = after(OPEN, facts);
        noted = after(noted, facts(noted, condensed(2)));
        TurnState rung = after(noted, facts(noted, tooLong(2, Given.STRETCH, Reduction.HALF)));

        assertThat(recourse(rung).reduction()).isEqualTo(Reduction.HALF);
        assertThat(((TurnState.Reasoning) rung).attempt()).isEqualTo(new Attempt(3));
        assertThat(recourse(rung).tries(3)).isEqualTo(1);
        assertThat(after(rung, facts(rung, tooLong(3, null, null))))
                .isEqualTo(new TurnState.Failed(Given.TURN, FailureReason.MODEL_REFUSED));
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "BUSY", "CIRCUIT_OPEN", "BUDGET_EXHAUSTED"})
    void notes_there_is_no_room_for_now_are_put_off_and_asked_for_again(FailureKind kind) {
        TurnState waiting = after(OPEN, facts(OPEN, outgrown(1, Given.STRETCH, null)));

        TurnState off =
                after(waiting, facts(waiting, Given.failed(1, kind, new NextMove.BackOff())));
        assertThat(off).isInstanceOf(TurnState.BackingOff.class);
        assertThat(recourse(off).reduction()).isEqualTo(Reduction.NONE);
        assertThat(recourse(off).tries(1)).isZero();
        TurnState again =
                after(off, facts(off, new TurnInput.TimerRang(Given.at(Duration.ofMinutes(2)))));
        again = after(again, facts(again, outgrown(2, Given.STRETCH, null)));

        assertThat(TurnLoop.outstanding(again))
                .singleElement()
                .isInstanceOf(TurnEffect.CondenseContext.class);
    }

    @Test
    void what_is_wrong_with_the_call_for_notes_is_nothing_to_wait_for() {
        TurnState waiting = after(OPEN, facts(OPEN, outgrown(1, Given.STRETCH, null)));

        for (TurnInput failure :
                List.of(
                        Given.failed(1, FailureKind.OVERLOADED, new NextMove.BackOff()),
                        Given.failed(1, FailureKind.PRICE_UNKNOWN, new NextMove.GiveUp()),
                        Given.failed(1, FailureKind.RATE_LIMITED, new NextMove.GiveUp()))) {
            assertThat(TurnLoop.decide(waiting, failure).isLeft()).as("%s", failure).isTrue();
        }
    }

    @Test
    void what_budgets_say_to_a_call_for_notes_is_said_with_what_came_of_it() {
        TurnState waiting = after(OPEN, facts(OPEN, outgrown(1, Given.STRETCH, null)));

        for (TurnInput outcome : List.of(condensed(1), notCondensed(1, null))) {
            assertThat(facts(waiting, outcome).getFirst())
                    .isEqualTo(
                            new StepEvent.BudgetWarned(Given.TURN, StepNumber.FIRST, Given.NOTICE));
        }
    }

    @Test
    void a_successor_has_the_notes_written_that_its_predecessor_did_not_get() {
        TurnState waiting = after(OPEN, facts(OPEN, tooLong(1, Given.STRETCH, null)));

        TurnState next = after(waiting, facts(waiting, Given.recovered()));

        assertThat(TurnLoop.outstanding(next))
                .singleElement()
                .isEqualTo(
                        new TurnEffect.CondenseContext(
                                Given.TURN,
                                StepNumber.FIRST,
                                new Attempt(3),
                                Given.MODEL,
                                new Condensing(Given.STRETCH, Overflow.REFUSED)));
    }

    @Test
    void an_owner_that_hands_over_leaves_the_next_one_to_find_out_again() {
        List<Event> left =
                TurnLoop.decide(OPEN, tooLong(1, Given.STRETCH, null)).get().withoutIntents();

        assertThat(left).singleElement().isInstanceOf(StepEvent.ReasonFailed.class);
        assertThat(after(OPEN, left)).isInstanceOf(TurnState.BackingOff.class);
    }

    @Test
    void an_owner_that_hands_over_sees_an_attempt_through_that_is_open() {
        Decision decision = TurnLoop.decide(OPEN, outgrown(1, Given.STRETCH, null)).get();

        assertThat(decision.withoutIntents()).isEqualTo(decision.facts());
    }

    private static Recourse recourse(TurnState state) {
        return ((TurnState.Open) state).progress().recourse();
    }

    private static TurnInput outgrown(
            int attempt, @Nullable Stretch stretch, @Nullable Reduction smaller) {
        return new TurnInput.ContextOutgrown(
                StepNumber.FIRST, new Attempt(attempt), stretch, smaller, "Too long.");
    }

    private static TurnInput condensed(int attempt) {
        return new TurnInput.ContextCondensed(
                StepNumber.FIRST,
                new Attempt(attempt),
                "Notes.",
                9,
                3,
                Given.SPENT,
                Duration.ofSeconds(1),
                WARNED);
    }

    private static TurnInput notCondensed(int attempt, @Nullable Reduction smaller) {
        return new TurnInput.ContextNotCondensed(
                StepNumber.FIRST,
                new Attempt(attempt),
                "It wrote none.",
                Given.SPENT,
                Duration.ofSeconds(1),
                smaller,
                WARNED);
    }

    private static TurnInput tooLong(
            int attempt, @Nullable Stretch stretch, @Nullable Reduction smaller) {
        return new TurnInput.ModelFailed(
                StepNumber.FIRST,
                new Attempt(attempt),
                new ModelFailure(FailureKind.CONTEXT_TOO_LONG, new NextMove.Shrink(), "Too long."),
                Given.SPENT,
                Duration.ofSeconds(1),
                stretch,
                smaller,
                Given.soon());
    }
}
