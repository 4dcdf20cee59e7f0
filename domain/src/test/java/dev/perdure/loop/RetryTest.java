package dev.perdure.loop;

import static dev.perdure.loop.Given.after;
import static dev.perdure.loop.Given.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.event.StepEvent;
import dev.perdure.model.FailureKind;
import dev.perdure.model.NextMove;
import dev.perdure.turn.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When a failed model is called again, and how often. */
class RetryTest {

    private static final NextMove BACK_OFF = new NextMove.BackOff();

    @Test
    void what_may_be_repeated_at_once_is_repeated_at_once_and_only_once() {
        TurnState first = begun(50);
        TurnState second = again(first, 1, FailureKind.TRANSPORT, new NextMove.RetryNow());

        assertThat(pause(first, 1, FailureKind.TRANSPORT, new NextMove.RetryNow(), 0.5)).isZero();
        assertThat(pause(second, 2, FailureKind.TRANSPORT, new NextMove.RetryNow(), 0.5))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_provider_is_never_asked_before_the_time_it_named_and_not_by_all_at_once() {
        NextMove asked = new NextMove.RetryAfter(Duration.ofSeconds(30));

        assertThat(pause(begun(50), 1, FailureKind.RATE_LIMITED, asked, 0))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(pause(begun(50), 1, FailureKind.RATE_LIMITED, asked, 0.999))
                .isBetween(Duration.ofMillis(32_900), Duration.ofSeconds(33));
    }

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "5, 16000", "9, 60000", "40, 60000"})
    void a_growing_pause_is_anything_up_to_a_bound_that_doubles_up_to_a_minute(
            int attempt, long most) {
        TurnState state = begun(50);
        for (int i = 1; i < attempt; i++) {
            state = again(state, i, FailureKind.OVERLOADED, BACK_OFF);
        }

        assertThat(pause(state, attempt, FailureKind.OVERLOADED, BACK_OFF, 0)).isZero();
        assertThat(pause(state, attempt, FailureKind.OVERLOADED, BACK_OFF, 0.25).toMillis())
                .isEqualTo(most / 4);
        assertThat(pause(state, attempt, FailureKind.OVERLOADED, BACK_OFF, 0.999).toMillis())
                .isBetween(most * 99 / 100, most);
    }

    @Test
    void the_fold_of_the_facts_waits_until_the_time_that_was_drawn() {
        TurnState waiting = again(begun(50), 1, FailureKind.OVERLOADED, BACK_OFF, 0.25);

        assertThat(TurnLoop.outstanding(waiting))
                .containsExactly(
                        new TurnEffect.WaitUntil(Given.TURN, Given.soon().now().plusMillis(250)));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureKind.class,
            names = "BUDGET_EXHAUSTED",
            mode = EnumSource.Mode.EXCLUDE)
    void each_kind_of_failure_of_a_call_has_a_bound(FailureKind kind) {
        int expected =
                switch (kind) {
                    case RATE_LIMITED, CIRCUIT_OPEN, BUSY -> 30;
                    case STALLED -> 3;
                    case INVALID_RESPONSE -> 2;
                    case QUOTA_EXHAUSTED,
                            OVERLOADED,
                            PROVIDER_ERROR,
                            AUTHENTICATION,
                            NOT_FOUND,
                            CONTEXT_TOO_LONG,
                            INVALID_REQUEST,
                            CONTENT_FILTERED,
                            TRANSPORT,
                            PRICE_UNKNOWN ->
                            5;
                    case BUDGET_EXHAUSTED -> throw new AssertionError("has none");
                };

        TurnState state = begun(5);
        int attempt = 1;
        while (state instanceof TurnState.Reasoning) {
            TurnState next = after(state, facts(state, Given.failed(attempt, kind, BACK_OFF)));
            state = next instanceof TurnState.BackingOff waiting ? rung(waiting) : next;
            attempt++;
        }

        assertThat(attempt - 1).isEqualTo(expected);
        assertThat(((TurnState.Failed) state).reason()).isEqualTo(FailureReason.ATTEMPTS_EXHAUSTED);
    }

    @Test
    void what_a_step_went_through_does_not_count_in_the_next_one() {
        TurnState second =
                after(
                        Given.begin(),
                        Given.failed(1, FailureKind.OVERLOADED, BACK_OFF),
                        new TurnInput.TimerRang(Given.at(Duration.ofMinutes(2))),
                        Given.answered(1, 2, Given.readOnly("a")),
                        Given.returned("a"));

        assertThat(
                        facts(
                                        second,
                                        Given.failed(
                                                2,
                                                1,
                                                FailureKind.OVERLOADED,
                                                BACK_OFF,
                                                moment(1 / 2.0)))
                                .getFirst())
                .extracting(fact -> ((StepEvent.ReasonFailed) fact).retryAt())
                .isEqualTo(Given.soon().now().plusMillis(500));
    }

    private static TurnState begun(int attempts) {
        return after(
                new TurnInput.Begin(
                        null, Given.MODEL, Given.limits(3, attempts, 2), Given.at(Duration.ZERO)));
    }

    private static TurnState again(TurnState state, int attempt, FailureKind kind, NextMove move) {
        return rung((TurnState.BackingOff) again(state, attempt, kind, move, 0.25));
    }

    private static TurnState again(
            TurnState state, int attempt, FailureKind kind, NextMove move, double jitter) {
        return after(state, facts(state, Given.failed(1, attempt, kind, move, moment(jitter))));
    }

    private static TurnState rung(TurnState.BackingOff waiting) {
        Moment then =
                new Moment(waiting.until(), Given.soon().freshMessage(), Given.soon().jitter());
        return after(waiting, facts(waiting, new TurnInput.TimerRang(then)));
    }

    private static Duration pause(
            TurnState state, int attempt, FailureKind kind, NextMove move, double jitter) {
        TurnInput.ModelFailed failed = Given.failed(1, attempt, kind, move, moment(jitter));
        @Nullable Instant at = ((StepEvent.ReasonFailed) facts(state, failed).getFirst()).retryAt();
        assertThat(at).isNotNull();
        return Duration.between(failed.moment().now(), at);
    }

    private static Moment moment(double jitter) {
        return new Moment(Given.soon().now(), Given.soon().freshMessage(), jitter);
    }

    @Test
    void attempts_that_deaths_cut_off_use_up_the_bound() {
        TurnState state = begun(2);
        state = after(state, facts(state, Given.recovered()));

        assertThat(facts(state, Given.recovered()))
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("AttemptSuperseded", "TurnFailed", "SessionIdled");
    }
}
