package dev.perdure.persistence.hint;

import java.util.UUID;

/**
 * Whoever wants to know of what other nodes did. Called by one thread, which must not be held up.
 */
public interface HintSink {

    /** Something was committed to this session, or it was deleted. */
    void moved(UUID session);

    /** Any session may have moved. */
    void anyMoved();
}
