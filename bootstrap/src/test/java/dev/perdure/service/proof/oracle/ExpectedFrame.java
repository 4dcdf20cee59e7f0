package dev.perdure.service.proof.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a frame must say, and whether it must be there.
 *
 * @param type of the event, and name of the frame
 * @param sequence absent on deltas
 * @param members JSON pointers into the frame's data, and what must stand there
 * @param message whose text the frame is a piece of; empty for facts
 * @param textBefore the piece: the message's text up to it
 * @param superseded a piece of an answer that was given up: whoever saw it live saw it, a later
 *     replay leaves it out
 */
record ExpectedFrame(
        String id,
        String type,
        Long sequence,
        Map<String, JsonNode> members,
        String message,
        String textBefore,
        boolean superseded) {

    boolean isDelta() {
        return sequence == null;
    }
}
