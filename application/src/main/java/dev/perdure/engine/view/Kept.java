package dev.perdure.engine.view;

import dev.perdure.engine.work.Claim;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TranscriptItem;
import io.vavr.collection.Vector;
import org.jspecify.annotations.Nullable;

/**
 * A state worth keeping and about what it weighs, in characters.
 *
 * @param weight of everything folded so far, grown with the state and never counted anew
 * @param claim granted together with the last fact; absent when there was none
 */
record Kept(SessionState state, long weight, @Nullable Claim claim) {

    static final Kept NOTHING = new Kept(SessionState.EMPTY, 0, null);

    private static final long FACT_WEIGHT = 256;

    /** A later state of the same session. */
    Kept next(SessionState later) {
        if (!beginning(later).equals(beginning(state))) {
            return new Kept(later, weight(later), null);
        }
        long added = (later.version().value() - state.version().value()) * FACT_WEIGHT;
        Vector<TranscriptItem> items = later.transcript().items();
        for (int i = items.size() - 1; i >= 0 && isNew(items.get(i)); i--) {
            added += items.get(i).characters();
        }
        return new Kept(later, weight + added, null);
    }

    /** Of a state that does not go on from this one, because it begins with a snapshot. */
    private static long weight(SessionState state) {
        long facts = state.version().value() - beginning(state).value();
        long weight = facts * FACT_WEIGHT;
        for (TranscriptItem item : state.transcript().items()) {
            weight += item.characters() + FACT_WEIGHT;
        }
        return weight;
    }

    private static StreamVersion beginning(SessionState state) {
        return state.branchPoints().head().version();
    }

    Kept begunBy(Claim granted) {
        return new Kept(state, weight, granted);
    }

    private boolean isNew(TranscriptItem item) {
        return item.version().compareTo(state.version()) > 0;
    }
}
