package dev.perdure.rest.everruns.current;

import dev.perdure.engine.session.PendingCall;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.QueryParameters;
import dev.perdure.rest.everruns.wire.RequestProblems;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.session.SessionId;
import java.util.List;
import java.util.Locale;

/** Calls that wait for somebody. */
final class PendingWire {

    private PendingWire() {}

    static JsonObject list(List<PendingCall> calls) {
        return JsonObject.builder().put("data", elements(calls)).build();
    }

    private static JsonArray elements(List<PendingCall> calls) {
        return new JsonArray(
                calls.stream()
                        .<JsonValue>map(pending ->
                                call(pending, ApprovalWire.call(head(pending), pending.call())))
                        .toList());
    }

    /**
     * The same of many sessions, with a part of what is long: it stands whole in the list of its
     * session.
     */
    static JsonArray excerpts(List<PendingCall> calls) {
        return new JsonArray(
                calls.stream()
                        .<JsonValue>map(pending ->
                                call(pending, ApprovalWire.excerpt(head(pending), pending.call())))
                        .toList());
    }

    private static JsonObjectBuilder head(PendingCall pending) {
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("kind", pending.kind().name().toLowerCase(Locale.ROOT))
                        .put("session_id", id(pending.session().id()))
                        .put("turn_id", WireId.TURN.write(pending.turn().value()));
        if (!pending.worksFor().isEmpty()) {
            body.put("parent_session_id", id(pending.worksFor().getFirst()))
                    .put("root_session_id", id(pending.worksFor().getLast()));
        }
        return body;
    }

    private static JsonObject call(PendingCall pending, JsonObjectBuilder body) {
        if (pending.approval() != null) {
            body.put("hash", pending.approval().hash().value())
                    .put("rule", pending.approval().rule());
        }
        if (pending.askedAt() != null) {
            body.put("asked_at", WireTime.write(pending.askedAt()));
        }
        return body.build();
    }

    private static String id(SessionId session) {
        return WireId.SESSION.write(session.value());
    }

    /** Nothing but what is pending can be asked for: the rest is in the events. */
    static void requirePending(QueryParameters query) {
        String status = query.last("status").orElse("pending");
        if (!status.equals("pending")) {
            throw RequestProblems.invalid("status", "must be pending.");
        }
    }
}
