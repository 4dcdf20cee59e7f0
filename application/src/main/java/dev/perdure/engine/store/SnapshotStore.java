package dev.perdure.engine.store;

import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.session.SessionKey;
import java.util.Optional;

/**
 * The latest snapshot of each session. Nothing depends on it but the cost of a fold: the log says
 * everything a snapshot does. A session of another organisation has none, and neither has one that
 * was removed. Throws {@link StoreUnavailable} when the store cannot be reached.
 */
public interface SnapshotStore {

    /**
     * The snapshot kept of the session; empty when there is none, when it is of a later version
     * than {@code last}, or when this version of the product cannot read it.
     */
    Optional<Snapshot> latest(SessionKey session, StreamVersion last);

    /**
     * Keeps the snapshot in the place of an earlier one. One that is not later than what is kept,
     * or later than the session is, is passed over, and so is one of a session that does not exist.
     */
    void keep(SessionKey session, Snapshot snapshot);
}
