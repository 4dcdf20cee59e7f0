package dev.perdure.engine.turn;

import dev.perdure.loop.TurnState;
import dev.perdure.turn.StepNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Since when this owner works on the present step of its turn. For the thread of the run. */
final class StepWatch {

    private @Nullable StepNumber step;
    private Instant since = Instant.EPOCH;

    /** When the step has to have ended. */
    Instant end(TurnState.Open turn, Instant now) {
        if (!turn.progress().step().equals(step)) {
            step = turn.progress().step();
            since = now;
        }
        return since.plus(turn.progress().limits().stepTime());
    }
}
