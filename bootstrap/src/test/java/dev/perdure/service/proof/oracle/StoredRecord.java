package dev.perdure.service.proof.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/**
 * One row of the log: of the table of facts, or of that of deltas.
 *
 * @param version of a fact; of a delta, that of the last fact before it
 * @param time in milliseconds
 */
record StoredRecord(
        boolean fact,
        long seq,
        long version,
        String type,
        UUID turn,
        Integer step,
        long time,
        JsonNode payload) {

    boolean is(String name) {
        return type.equals(name);
    }

    String text(String member) {
        return payload.path(member).asText();
    }
}
