package dev.perdure.rest.everruns.current;

import dev.perdure.event.SessionEvent;
import dev.perdure.json.JsonNull;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.json.JsonString;
import dev.perdure.json.JsonValue;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireList;
import dev.perdure.session.SessionSettings;

/** Data of the events of a session as a whole. */
final class SessionEventWire {

    private SessionEventWire() {}

    static JsonObject data(SessionEvent fact) {
        return switch (fact) {
            case SessionEvent.SessionOpened opened -> opened(opened.settings());
            case SessionEvent.SettingsChanged changed -> changed(changed);
            case SessionEvent.HeadMoved moved ->
                    JsonObject.builder()
                            .put("to_sequence", moved.to().value())
                            .put("reason", moved.reason())
                            .build();
        };
    }

    /** Null is how this event says that there was no title before. */
    private static JsonObject changed(SessionEvent.SettingsChanged changed) {
        return JsonObject.builder()
                .put("previous_title", title(changed.previousTitle()))
                .put("title", changed.settings().title())
                .put("tags", WireList.strings(changed.settings().tags()))
                .build();
    }

    private static JsonValue title(String title) {
        return title.isEmpty() ? JsonNull.INSTANCE : new JsonString(title);
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
