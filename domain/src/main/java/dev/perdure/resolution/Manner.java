package dev.perdure.resolution;

import dev.perdure.turn.TurnLimits;
import java.util.function.UnaryOperator;

/** How a turn is run, as far as uses of capabilities may say. */
public record Manner(TurnLimits limits, NotesPolicy notes) {

    Manner limited(UnaryOperator<TurnLimits> change) {
        return new Manner(change.apply(limits), notes);
    }

    Manner noting(NotesPolicy policy) {
        return new Manner(limits, policy);
    }
}
