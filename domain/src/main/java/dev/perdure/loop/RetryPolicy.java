package dev.perdure.loop;

import dev.perdure.model.FailureKind;
import dev.perdure.model.ModelFailure;
import dev.perdure.model.NextMove;
import java.time.Duration;
import java.util.Optional;

/**
 * How often and after which pause a failed model is called again, and when another one is better.
 */
final class RetryPolicy {

    /** As often as a step may be put off; the turn's time bounds it besides. */
    static final int PUT_OFF_MAX = 30;

    /** Each of these has cost the whole patience for a model. */
    static final int STALLED_MAX = 3;

    static final int INVALID_RESPONSE_MAX = 2;

    /** Whoever has another model does not wait for this one any longer. */
    static final Duration PATIENCE_WITH_OTHERS = Duration.ofMinutes(1);

    private static final Duration BACK_OFF_FIRST = Duration.ofSeconds(1);
    private static final Duration BACK_OFF_MAX = Duration.ofMinutes(1);

    /** When a turn that a budget holds looks whether it still does. */
    private static final Duration LOOK_FIRST = Duration.ofSeconds(2);

    private static final Duration LOOK_MIN = Duration.ofSeconds(1);
    private static final Duration LOOK_MAX = Duration.ofMinutes(5);

    /** What was put off until one time comes back spread over as much as this. */
    private static final Duration SPREAD_MAX = Duration.ofSeconds(10);

    /** No turn lasts as long; what is beyond can be too long to add anything to. */
    private static final Duration ENDLESS = Duration.ofDays(365);

    private RetryPolicy() {}

    /**
     * How long to wait before the present model is called again; empty when there is no use in it.
     *
     * @param after with the failure counted
     * @param jitter uniform in [0, 1)
     */
    static Optional<Duration> pause(Recourse after, ModelFailure failure, double jitter) {
        if (failure.kind() == FailureKind.BUDGET_EXHAUSTED) {
            return Optional.of(untilFunded(after, failure.nextMove(), jitter));
        }
        return switch (failure.nextMove()) {
            case NextMove.RetryNow ignored ->
                    Optional.of(
                            after.times(failure.kind()) == 1
                                    ? Duration.ZERO
                                    : backOff(after, jitter));
            case NextMove.RetryAfter asked -> Optional.of(asked(asked.delay(), jitter));
            case NextMove.BackOff ignored -> Optional.of(backOff(after, jitter));
            case NextMove.UseOtherModel ignored -> Optional.of(backOff(after, jitter));
            case NextMove.Shrink ignored -> Optional.empty();
            case NextMove.GiveUp ignored -> Optional.empty();
        };
    }

    /**
     * A turn that a budget holds is woken by whoever makes room in it. So it looks by itself
     * seldom, and soon at first, because it may have been overlooked while it went to rest.
     */
    private static Duration untilFunded(Recourse after, NextMove move, double jitter) {
        int looks = after.times(FailureKind.BUDGET_EXHAUSTED);
        Duration full = LOOK_FIRST.multipliedBy(1L << Math.clamp(looks - 1, 0, 16));
        Duration bounded = full.compareTo(LOOK_MAX) > 0 ? LOOK_MAX : full;
        Duration next = Duration.ofMillis((long) (bounded.toMillis() * (1 + jitter) / 2));
        return move instanceof NextMove.RetryAfter renewal && renewal.delay().compareTo(next) < 0
                ? afterRenewal(renewal.delay(), jitter)
                : next;
    }

    /** All that a period held would come back in the moment it ends, and a little too early. */
    private static Duration afterRenewal(Duration delay, double jitter) {
        Duration least = delay.compareTo(LOOK_MIN) > 0 ? delay : LOOK_MIN;
        return asked(least, jitter).plusMillis((long) (LOOK_MIN.toMillis() * jitter));
    }

    /** Whether the present model was tried as often as it may be. */
    static boolean isUsedUp(Recourse after, FailureKind kind, int attempts, int attemptsMax) {
        return after.tries(attempts) >= attemptsMax || after.times(kind) >= most(kind);
    }

    private static int most(FailureKind kind) {
        if (kind == FailureKind.RATE_LIMITED || !kind.isOfACall()) {
            return PUT_OFF_MAX;
        }
        if (kind == FailureKind.STALLED) {
            return STALLED_MAX;
        }
        return kind == FailureKind.INVALID_RESPONSE ? INVALID_RESPONSE_MAX : Integer.MAX_VALUE;
    }

    /** What is wrong with the request, or with what it says, is wrong with it everywhere. */
    static boolean anotherMayHelp(ModelFailure failure) {
        boolean everywhere =
                failure.kind() == FailureKind.INVALID_REQUEST
                        || failure.kind() == FailureKind.CONTENT_FILTERED;
        return !everywhere || failure.nextMove() instanceof NextMove.UseOtherModel;
    }

    private static Duration asked(Duration delay, double jitter) {
        if (delay.compareTo(ENDLESS) > 0) {
            return delay;
        }
        Duration tenth = delay.dividedBy(10);
        Duration most = tenth.compareTo(SPREAD_MAX) > 0 ? SPREAD_MAX : tenth;
        return delay.plusMillis((long) (most.toMillis() * jitter));
    }

    /**
     * Anything up to a bound that doubles: calls that failed together do not come back together.
     */
    private static Duration backOff(Recourse after, double jitter) {
        Duration full = BACK_OFF_FIRST.multipliedBy(1L << Math.clamp(after.times() - 1, 0, 16));
        Duration bounded = full.compareTo(BACK_OFF_MAX) > 0 ? BACK_OFF_MAX : full;
        return Duration.ofMillis((long) (bounded.toMillis() * jitter));
    }
}
