package dev.perdure.rest.everruns.current;

import dev.perdure.event.Delta;
import dev.perdure.event.Envelope;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.WireId;

/**
 * Data of deltas. The text so far is repeated while it is short; beyond that, repeating it would
 * cost the square of the answer's length.
 */
final class DeltaWire {

    /** Characters up to which the text so far is repeated. */
    static final int ACCUMULATED_MAX = 4096;

    private final TextLookup texts;

    DeltaWire(TextLookup texts) {
        this.texts = texts;
    }

    JsonObject data(Envelope envelope, Delta delta) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("turn_id", WireId.TURN.write(delta.turn().value()))
                        .put("message_id", WireId.MESSAGE.write(delta.message().value()))
                        .put("delta", delta.text());
        if (delta.at() + delta.text().length() <= ACCUMULATED_MAX) {
            String accumulated = texts.upTo(envelope, delta);
            if (accumulated != null) {
                data.put("accumulated", accumulated);
            }
        }
        return data.build();
    }
}
