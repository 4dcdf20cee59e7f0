package dev.perdure.persistence.log;

import dev.perdure.engine.log.Guard;

/**
 * Which of the two committers writes a batch: what owners of turns say, or what comes from outside,
 * so that neither waits for all of the other. A session keeps its lane while batches of it are
 * under way; a message to one that is speaking is written with what it says.
 */
enum Lane {
    OWNER,
    ACCEPT;

    static Lane of(Guard guard) {
        return switch (guard) {
            case Guard.Owned ignored -> OWNER;
            case Guard.OwnedAt ignored -> OWNER;
            case Guard.NewStream ignored -> ACCEPT;
            case Guard.Exists ignored -> ACCEPT;
            case Guard.AtVersion ignored -> ACCEPT;
        };
    }
}
