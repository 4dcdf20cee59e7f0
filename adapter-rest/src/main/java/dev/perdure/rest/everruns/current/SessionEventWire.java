package dev.perdure.rest.everruns.current;

import dev.perdure.event.SessionEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.session.SessionSettings;

/** Data of the events of a session as a whole. */
final class SessionEventWire {

    private SessionEventWire() {}

    static JsonObject data(SessionEvent fact) {
        return switch (fact) {
            case SessionEvent.SessionOpened opened -> opened(opened.settings());
            case SessionEvent.HeadMoved moved ->
                    JsonObject.builder()
                            .put("to_sequence", moved.to().value())
                            .put("reason", moved.reason())
                            .build();
        };
    }

    private static JsonObject opened(SessionSettings settings) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("harness_id", WireId.HARNESS.write(settings.harness().value()));
        if (settings.agent() != null) {
            data.put("agent_id", WireId.AGENT.write(settings.agent().value()));
        }
        if (settings.model() != null) {
            data.put("model_id", settings.model().name());
        }
        return data.build();
    }
}
