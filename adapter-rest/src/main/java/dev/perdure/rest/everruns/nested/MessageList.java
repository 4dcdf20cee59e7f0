package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
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

    private static final int PAGE = 500;

    void write(OutputStream out) throws IOException {
        out.write("{\"data\":".getBytes(StandardCharsets.UTF_8));
        JsonArrayStream array = new JsonArrayStream(out);
        long written = 0;
        StreamVersion from = StreamVersion.NONE.next();
        while (from.compareTo(head) <= 0) {
            StreamVersion to = new StreamVersion(Math.min(head.value(), from.value() + PAGE - 1));
            for (Envelope fact : log.facts(session, from, to)) {
                for (JsonObject message : messages(fact, written)) {
                    array.add(message);
                    written++;
                }
            }
            from = to.next();
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
