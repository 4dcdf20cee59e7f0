package dev.perdure.engine.identity;

import java.util.UUID;

/** Hands out identities nobody else has. Thread-safe. */
@FunctionalInterface
public interface IdSource {

    UUID next();

    /** Ids that sort by time of creation: UUID version 7 (RFC 9562), of the system's clock. */
    static IdSource timeOrdered() {
        return new TimeOrderedIds();
    }
}
