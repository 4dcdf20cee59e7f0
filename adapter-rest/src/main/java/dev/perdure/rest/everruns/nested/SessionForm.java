package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.message.Message;
import dev.perdure.session.SessionKey;
import java.util.List;
import java.util.Optional;

/** How messages of a session are written: the way the first of its users wrote. */
enum SessionForm {
    /** Content is a list of parts. */
    PARTS,
    /** Content is one object. */
    OBJECT;

    /** The member of a message under which its content is kept as it was sent. */
    private static final String CONTENT = "content";

    /** The first message is the second fact, hardly ever a later one. */
    private static final int PAGE = 4;

    /** What a message keeps, so that this form can be told from it. */
    static JsonObject kept(Optional<JsonObject> contentObject) {
        return JsonObject.builder().putIfPresent(CONTENT, contentObject).build();
    }

    /** The content as it was sent, when it was one object. */
    static Optional<JsonObject> contentObject(Message message) {
        return message.extensions().object(CONTENT);
    }

    static SessionForm of(Message message) {
        return contentObject(message).isPresent() ? OBJECT : PARTS;
    }

    static SessionForm of(Generation generation) {
        return switch (generation) {
            case G1 -> OBJECT;
            case G0, G15 -> PARTS;
        };
    }

    /** Folds the session's log as far as its first message. */
    static SessionForm of(EventReader log, SessionKey session) {
        StreamVersion from = StreamVersion.NONE.next();
        while (true) {
            List<Envelope> facts = log.facts(session, from, from.plus(PAGE - 1));
            for (Envelope fact : facts) {
                if (fact.entry() instanceof TurnEvent.MessageReceived received) {
                    return of(received.message());
                }
            }
            if (facts.size() < PAGE) {
                return PARTS;
            }
            from = from.plus(PAGE);
        }
    }
}
