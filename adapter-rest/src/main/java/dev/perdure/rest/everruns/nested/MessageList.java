package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.view.FactWalk;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.everruns.wire.JsonArrayStream;
import dev.perdure.session.SessionKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The conversation up to a version, oldest first, read page by page while it is written: what users
 * and the agent said, and what tools were asked and answered.
 */
record MessageList(EventReader log, SessionKey session, StreamVersion head, SessionForm form) {

    void write(OutputStream out) throws IOException {
        out.write("{\"data\":".getBytes(StandardCharsets.UTF_8));
        JsonArrayStream array = new JsonArrayStream(out);
        long written = 0;
        for (FactWalk facts = FactWalk.upTo(log, session, head); facts.hasNext(); ) {
            for (JsonObject message : messages(facts.next(), written)) {
                array.add(message);
                written++;
            }
        }
        array.end();
        out.write('}');
    }

    private List<JsonObject> messages(Envelope fact, long before) {
        return switch (form) {
            case OBJECT -> ObjectMessages.of(fact, before);
            case PARTS -> PartsMessage.of(fact).stream().toList();
        };
    }
}
