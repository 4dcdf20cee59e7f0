package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Delta;
import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.rest.everruns.wire.FactLookup;
import dev.perdure.rest.everruns.wire.WireTime;
import org.jspecify.annotations.Nullable;

/**
 * Tells each record of a session in the words of the first generation and in those of the
 * envelopes. An item of a list carries both; id and sequence are those of the record.
 */
final class NestedEvents {

    private final TurnData turns;

    NestedEvents(FactLookup facts) {
        this.turns = new TurnData(new Checkpoints(facts));
    }

    /** The name of a record in a generation; null when that generation is not told of it. */
    static @Nullable String name(Generation generation, Entry entry) {
        return switch (generation) {
            case G0 -> EventWords.loop(entry);
            case G15 -> EventWords.envelope(entry);
            case G1 -> null;
        };
    }

    /** An item of a list, with the names and members of both. */
    JsonObject item(Envelope envelope) {
        String loop = EventWords.loop(envelope.entry());
        String dotted = EventWords.envelope(envelope.entry());
        String eventType = loop == null ? dotted : loop;
        String type = dotted == null ? loop : dotted;
        if (eventType == null || type == null) {
            throw new IllegalArgumentException("no generation has a name for " + envelope.entry());
        }
        String time = WireTime.write(envelope.time());
        return JsonObject.builder()
                .put("id", id(envelope))
                .put("session_id", envelope.session().id().value().toString())
                .put("sequence", envelope.version().value())
                .put("event_type", eventType)
                .put("type", type)
                .put("ts", time)
                .put("created_at", time)
                .put("context", context(envelope.entry()))
                .put("data", data(envelope))
                .build();
    }

    /** The bare payload. */
    JsonObject data(Envelope envelope) {
        return switch (envelope.entry()) {
            case SessionEvent fact -> TurnData.of(fact);
            case TurnEvent.Whole fact -> turns.of(envelope, fact);
            case StepEvent fact -> StepData.of(envelope, fact);
            case Delta delta -> StepData.of(envelope, delta);
        };
    }

    static String id(Envelope envelope) {
        return envelope.id().value().toString();
    }

    private static JsonObject context(Entry entry) {
        JsonObjectBuilder context = JsonObject.builder();
        if (entry instanceof TurnEvent fact) {
            context.put("turn_id", TurnData.id(fact.turn()));
        }
        if (entry instanceof TurnEvent.MessageReceived received) {
            context.put("input_message_id", received.message().id().value().toString());
        }
        return context.build();
    }
}
