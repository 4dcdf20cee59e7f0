package dev.perdure.persistence.kills;

import java.util.UUID;

/**
 * What was counted of one call.
 *
 * @param times rows of it
 * @param keys that came with them
 */
record Counted(Place place, int times, int keys) {

    /** Of a call: its id is unique within a turn only. */
    record Place(UUID session, UUID turn, String call) {}
}
