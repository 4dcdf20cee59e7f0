package dev.perdure.engine.turn;

import dev.perdure.loop.TurnState;
import dev.perdure.turn.SealReason;
import dev.perdure.turn.StepNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a turn may go on, and its present step, which its owner counts from when it first saw
 * it. For the thread of the run.
 */
final class TurnWatch {

    /** How long a turn that hears nothing waits before it looks at the clock, which may be set. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(1);

    private @Nullable StepNumber step;
    private Instant since = Instant.EPOCH;

    /** When the step has to have ended. */
    Instant stepEnd(TurnState.Open turn, Instant now) {
        if (!turn.progress().step().equals(step)) {
            step = turn.progress().step();
            since = now;
        }
        return since.plus(turn.progress().limits().stepTime());
    }

    /** The bound that the turn has come to; empty while it may go on. */
    Optional<SealReason> overdue(TurnState.Open turn, Instant now) {
        if (now.isAfter(turn.progress().end())) {
            return Optional.of(SealReason.TURN_TIME);
        }
        return now.isAfter(stepEnd(turn, now))
                ? Optional.of(SealReason.STEP_TIME)
                : Optional.empty();
    }

    /** How long to wait before the next look at it. */
    Duration patience(TurnState.Open turn, Instant now) {
        Instant stepEnd = stepEnd(turn, now);
        Instant turnEnd = turn.progress().end();
        Instant end = stepEnd.isBefore(turnEnd) ? stepEnd : turnEnd;
        Duration left = Duration.between(now, end).plusMillis(1);
        return left.compareTo(SILENCE_MAX) < 0 ? left : SILENCE_MAX;
    }
}
