package dev.perdure.rest.everruns.nested;

import dev.perdure.engine.log.EventReader;
import dev.perdure.engine.log.SessionHead;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.IdSpelling;
import dev.perdure.rest.everruns.wire.SessionBody;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import java.util.List;

/**
 * The session of these routes: {@code status} in the old words, {@code state} in the newest ones. A
 * session is failed after a turn that failed, until the next message.
 */
record NestedStatus(EventReader log) {

    private static final int PAGE = 8;

    JsonObject body(Session session) {
        JsonObject plain = SessionBody.write(session, IdSpelling.DASHED, status(session));
        JsonObjectBuilder body = JsonObject.builder();
        for (JsonMember member : plain.members()) {
            body.put(member.name(), member.value());
            if (member.name().equals("status")) {
                body.put("state", SessionBody.state(session.status()));
            }
        }
        return body.build();
    }

    private String status(Session session) {
        return switch (session.status()) {
            case STARTED -> "pending";
            case ACTIVE, WAITING_FOR_TOOL_RESULTS -> "running";
            case IDLE -> lastTurnFailed(session.key()) ? "failed" : "pending";
        };
    }

    private boolean lastTurnFailed(SessionKey session) {
        StreamVersion below =
                log.head(session)
                        .map(SessionHead::version)
                        .map(StreamVersion::next)
                        .orElse(StreamVersion.NONE);
        while (true) {
            List<Envelope> facts = log.latest(session, below, PAGE);
            for (Envelope fact : facts.reversed()) {
                if (fact.entry() instanceof TurnEvent.TurnFailed
                        || fact.entry() instanceof TurnEvent.TurnSealed) {
                    return true;
                }
                if (fact.entry() instanceof TurnEvent.TurnCompleted
                        || fact.entry() instanceof TurnEvent.TurnCancelled) {
                    return false;
                }
            }
            if (facts.size() < PAGE) {
                return false;
            }
            below = facts.getFirst().version();
        }
    }
}
