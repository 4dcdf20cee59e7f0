package dev.perdure.rest.everruns.current;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.FactLookup;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.session.SessionSettings;

/**
 * Tells each record of a session as one event. Facts carry {@code sequence}, their version; deltas
 * have an id and no sequence. The same record is told in the same words to every reader at any
 * time, wherever that reader began.
 */
final class CurrentProjection {

    private final StepEventWire steps;
    private final DeltaWire deltas;

    CurrentProjection(SessionSettings settings, FactLookup facts, TextLookup texts) {
        this.steps = new StepEventWire(settings, new GenerationWire(facts));
        this.deltas = new DeltaWire(texts);
    }

    WireEvent event(Envelope envelope) {
        Entry entry = envelope.entry();
        String type = EventNames.of(entry);
        String id = WireId.EVENT.write(envelope.id().value());
        JsonObjectBuilder body =
                JsonObject.builder()
                        .put("id", id)
                        .put("type", type)
                        .put("ts", WireTime.write(envelope.time()))
                        .put("session_id", WireId.SESSION.write(envelope.session().id().value()));
        if (envelope.isFact()) {
            body.put("sequence", envelope.version().value());
        }
        body.put("context", Spans.context(entry)).put("data", data(envelope));
        return new WireEvent(envelope.offset(), type, id, body.build());
    }

    private JsonObject data(Envelope envelope) {
        return switch (envelope.entry()) {
            case SessionEvent fact -> SessionEventWire.data(fact);
            case TurnEvent.Whole fact -> TurnEventWire.data(fact);
            case StepEvent fact -> steps.data(fact, envelope.version());
            case Delta delta -> deltas.data(envelope, delta);
        };
    }
}
