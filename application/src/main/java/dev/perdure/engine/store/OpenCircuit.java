package dev.perdure.engine.store;

import dev.perdure.model.FailureKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Why and until when an account of a provider is left alone.
 *
 * @param until when somebody finds out whether it answers again, to the millisecond; while somebody
 *     does, when that has come to nothing
 * @param times how often in a row it was found not to answer, the first time included
 * @param last what it failed with last
 * @param beingFoundOut whether a call is under way that finds out
 */
public record OpenCircuit(Instant until, int times, FailureKind last, boolean beingFoundOut) {

    public OpenCircuit {
        until = until.truncatedTo(ChronoUnit.MILLIS);
    }
}
