package dev.perdure.resolution;

import dev.perdure.turn.TurnLimits;
import java.util.function.UnaryOperator;

/**
 * How a turn is run, as far as uses of capabilities may say.
 *
 * @param messageTimes whether models are shown when messages were sent
 */
public record Manner(TurnLimits limits, NotesPolicy notes, boolean messageTimes) {

    /** The usual one within these limits. */
    public static Manner usual(TurnLimits limits) {
        return new Manner(limits, NotesPolicy.USUAL, false);
    }

    Manner limited(UnaryOperator<TurnLimits> change) {
        return new Manner(change.apply(limits), notes, messageTimes);
    }

    Manner noting(NotesPolicy policy) {
        return new Manner(limits, policy, messageTimes);
    }

    Manner showingTimes(boolean shown) {
        return new Manner(limits, notes, shown);
    }
}
