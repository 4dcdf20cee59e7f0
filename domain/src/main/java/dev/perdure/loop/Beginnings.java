package dev.perdure.loop;

import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.turn.TurnId;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the turns of a session began.
 *
 * @param found of turns under way, the version of the last fact before they began
 * @param setup what the last turn that said so runs with; absent where none has, since the fold
 *     began
 */
public record Beginnings(Map<TurnId, StreamVersion> found, @Nullable TurnSetup setup) {

    static final Beginnings NONE = new Beginnings(HashMap.empty(), null);

    /**
     * After a fact of a turn.
     *
     * @param before the version of the fact before it
     * @param ended whether the turn ends with it
     */
    Beginnings after(TurnEvent fact, StreamVersion before, boolean ended) {
        if (ended) {
            return new Beginnings(found.remove(fact.turn()), setup);
        }
        if (fact instanceof TurnEvent.SessionActivated) {
            return new Beginnings(found.put(fact.turn(), before), setup);
        }
        return fact instanceof TurnEvent.TurnStarted started && started.setup() != null
                ? new Beginnings(found, started.setup())
                : this;
    }
}
