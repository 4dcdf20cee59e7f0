package dev.perdure.persistence.log;

import dev.perdure.engine.log.Guard;

/**
 * Which of the two committers writes a batch. A message does not wait behind the deltas of all
 * running turns, and the other way round.
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
