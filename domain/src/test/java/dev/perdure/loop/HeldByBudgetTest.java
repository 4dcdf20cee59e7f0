package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.Event;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import dev.perdure.turn.SealReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A turn whose next call no budget has room for. */
class HeldByBudgetTest {

    private static final TurnState CALLING = after(Given.begin());

    @Test
    void it_waits_and_says_once_for_which_budget() {
        List<Event> first = facts(CALLING, Given.heldByBudget(1));

        assertThat(names(first)).containsExactly("BudgetReached", "ReasonFailed");
        assertThat(first.getFirst())
                .isEqualTo(
                        new StepEvent.BudgetReached(
                                Given.TURN, ((StepEvent) first.getFirst()).step(), Given.NOTICE));

        TurnState again = lookedAgain(after(CALLING, first));
        assertThat(names(facts(again, Given.heldByBudget(2)))).containsExactly("ReasonFailed");
    }

    @Test
    void it_looks_again_soon_at_first_and_then_more_and_more_seldom() {
        TurnState waiting = after(CALLING, facts(CALLING, Given.heldByBudget(1)));
        assertThat(pause(waiting)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));

        Duration last = pause(waiting);
        for (int attempt = 2; attempt < 12; attempt++) {
            TurnState calling = lookedAgain(waiting);
            waiting = after(calling, facts(calling, Given.heldByBudget(attempt)));
            assertThat(pause(waiting)).isGreaterThanOrEqualTo(last);
            last = pause(waiting);
        }
        assertThat(last).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
    }

    @Test
    void room_that_somebody_made_is_said_and_the_turn_goes_on_when_it_is_claimed() {
        TurnState waiting = after(CALLING, facts(CALLING, Given.heldByBudget(1)));

        List<Event> funded = facts(waiting, new TurnInput.Funded(Given.NOTICE));
        assertThat(names(funded)).containsExactly("BudgetResumed");
        TurnState resumed = after(waiting, funded);
        assertThat(resumed).isInstanceOf(TurnState.Ready.class);
        assertThat(TurnLoop.decide(resumed, new TurnInput.Funded(Given.NOTICE)).isLeft()).isTrue();

        TurnState calling = after(resumed, facts(resumed, Given.proceed()));
        assertThat(names(facts(calling, Given.answered(1, 2)))).startsWith("ReasonCompleted");
    }

    @Test
    void room_that_somebody_made_near_the_end_of_its_time_is_used_and_not_slept_through() {
        TurnState.Reasoning calling = (TurnState.Reasoning) CALLING;
        Moment late =
                new Moment(
                        calling.progress().end().minusMillis(500), Given.soon().freshMessage(), 0);
        TurnState waiting = after(CALLING, facts(CALLING, Given.heldByBudget(1, late)));
        assertThat(((TurnState.BackingOff) waiting).until()).isAfter(calling.progress().end());

        TurnState resumed = after(waiting, facts(waiting, new TurnInput.Funded(Given.NOTICE)));

        assertThat(TurnLoop.outstanding(resumed))
                .containsExactly(new TurnEffect.Advance(Given.TURN));
        assertThat(names(facts(resumed, new TurnInput.Proceed(late))))
                .containsExactly("ReasonStarted", "OutputStarted");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 700, 1_000, 60_000})
    void a_renewal_is_waited_for_with_a_little_to_spare(long left) {
        Duration renewal = Duration.ofMillis(left);
        TurnState state = CALLING;
        for (int attempt = 1; attempt <= 8; attempt++) {
            state = lookedAgain(after(state, facts(state, Given.heldByBudget(attempt))));
        }
        Recourse often = ((TurnState.Open) state).progress().recourse();

        List<Duration> pauses =
                Stream.of(0.0, 0.5, 0.999)
                        .map(jitter ->
                                RetryPolicy.pause(
                                                often,
                                                new ModelFailure(
                                                        FailureKind.BUDGET_EXHAUSTED,
                                                        new NextMove.RetryAfter(renewal),
                                                        ""),
                                                jitter)
                                        .orElseThrow())
                        .toList();

        assertThat(pauses).isSorted().doesNotHaveDuplicates();
        assertThat(pauses.getFirst())
                .isGreaterThanOrEqualTo(renewal)
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(pauses.getLast()).isLessThan(renewal.plusSeconds(12));
    }

    @Test
    void room_that_it_finds_by_itself_is_said_with_what_the_call_came_to() {
        TurnState again = lookedAgain(after(CALLING, facts(CALLING, Given.heldByBudget(1))));

        assertThat(names(facts(again, Given.answered(1, 2)))).startsWith("BudgetResumed");
        assertThat(
                        names(
                                facts(
                                        again,
                                        Given.failed(
                                                2,
                                                FailureKind.OVERLOADED,
                                                new NextMove.BackOff()))))
                .containsExactly("BudgetResumed", "ReasonFailed");
    }

    @Test
    void a_warning_is_said_and_the_turn_goes_on() {
        TurnInput.ModelAnswered plain = Given.answered(1, 1);
        List<Event> said =
                facts(
                        CALLING,
                        new TurnInput.ModelAnswered(
                                plain.step(),
                                plain.attempt(),
                                plain.answer(),
                                new BudgetNews(null, null, List.of(Given.NOTICE)),
                                plain.moment()));

        assertThat(names(said)).startsWith("BudgetWarned", "ReasonCompleted");
        assertThat(after(CALLING, said)).isInstanceOf(TurnState.Completed.class);
    }

    @Test
    void it_waits_for_its_budget_and_for_no_other_model_until_its_time_is_over() {
        TurnState state = after(Given.beginWithOthers());
        int attempt = 1;
        while (state instanceof TurnState.Reasoning) {
            List<Event> facts = facts(state, Given.heldByBudget(attempt, now(state)));
            assertThat(names(facts)).doesNotContain("ModelSwitched");
            state = lookedAgain(after(state, facts));
            attempt++;
        }

        assertThat(state).isEqualTo(new TurnState.Sealed(Given.TURN, SealReason.BUDGET));
        assertThat(attempt).isGreaterThan(10);
    }

    @Test
    void looks_are_no_calls_and_use_up_no_attempts() {
        TurnState state = CALLING;
        for (int attempt = 1; attempt <= 8; attempt++) {
            state = lookedAgain(after(state, facts(state, Given.heldByBudget(attempt))));
        }
        List<Event> end = facts(state, Given.answered(1, 9));

        assertThat(((TurnEvent.TurnCompleted) end.get(end.size() - 2)).modelCalls()).isOne();
    }

    private Instant latest = Instant.MIN;

    /** The time as it goes on from look to look. */
    private Moment now(TurnState state) {
        Instant start = ((TurnState.Open) state).progress().startedAt();
        Instant now = latest.equals(Instant.MIN) ? start : latest;
        return new Moment(now, Given.soon().freshMessage(), 0.5);
    }

    private TurnState lookedAgain(TurnState state) {
        TurnState.BackingOff waiting = (TurnState.BackingOff) state;
        latest = waiting.until();
        Moment then = new Moment(waiting.until(), Given.soon().freshMessage(), 0.5);
        return after(waiting, facts(waiting, new TurnInput.TimerRang(then)));
    }

    private static Duration pause(TurnState waiting) {
        return Duration.between(Given.soon().now(), ((TurnState.BackingOff) waiting).until());
    }

    private static List<String> names(List<Event> facts) {
        return facts.stream().map(fact -> fact.getClass().getSimpleName()).toList();
    }
}
