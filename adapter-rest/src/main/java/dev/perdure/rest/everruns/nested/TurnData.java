package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Envelope;
import dev.perdure.event.SessionEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.Message;
import dev.perdure.model.Usage;
import dev.perdure.rest.everruns.wire.ContentWire;
import dev.perdure.rest.everruns.wire.SealedTurn;
import dev.perdure.rest.everruns.wire.UsageWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.TurnId;
import java.util.Locale;

/**
 * Data of the events of a session and of a turn as a whole: what the first generation and that of
 * the envelopes look for, side by side.
 */
final class TurnData {

    private final Checkpoints checkpoints;

    TurnData(Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    static JsonObject of(SessionEvent fact) {
        return switch (fact) {
            case SessionEvent.SessionOpened opened -> opened(opened.settings());
            case SessionEvent.SettingsChanged ignored -> JsonObject.empty();
            case SessionEvent.HeadMoved ignored -> JsonObject.empty();
        };
    }

    JsonObject of(Envelope envelope, TurnEvent.Whole fact) {
        return switch (fact) {
            case TurnEvent.MessageReceived received -> message(envelope, received.message());
            case TurnEvent.MessageQueued ignored -> JsonObject.empty();
            case TurnEvent.MessageSteered ignored -> JsonObject.empty();
            case TurnEvent.MessageInterrupted ignored -> JsonObject.empty();
            case TurnEvent.SessionActivated activated ->
                    JsonObject.builder()
                            .put("status", "user_message_received")
                            .put("last_event_id", checkpoints.received(envelope, activated.turn()))
                            .put("turn_id", id(activated.turn()))
                            .put("input_message_id", activated.input().value().toString())
                            .build();
            case TurnEvent.TurnStarted started ->
                    at(envelope)
                            .put("turn_id", id(started.turn()))
                            .put("input_message_id", started.input().value().toString())
                            .build();
            case TurnEvent.CancelRequested ignored -> JsonObject.empty();
            case TurnEvent.TurnCompleted completed -> completed(envelope, completed);
            case TurnEvent.TurnFailed failed ->
                    failed(envelope, failed.turn(), failed.sentence())
                            .put("error_code", failed.reason().name().toLowerCase(Locale.ROOT))
                            .put("usage", usage(failed.usage()))
                            .build();
            case TurnEvent.TurnCancelled cancelled ->
                    failed(envelope, cancelled.turn(), CANCELLED)
                            .put("error_code", CANCELLED)
                            .put("usage", usage(cancelled.usage()))
                            .build();
            case TurnEvent.TurnSealed sealed ->
                    failed(envelope, sealed.turn(), SealedTurn.sentence(sealed))
                            .put("error_code", SealedTurn.code(sealed))
                            .put("usage", usage(sealed.usage()))
                            .build();
            case TurnEvent.SessionIdled idled ->
                    JsonObject.builder()
                            .put("status", "assistant_response_complete")
                            .put("last_event_id", checkpoints.lastMessage(envelope))
                            .put("turn_id", id(idled.turn()))
                            .build();
        };
    }

    /** What is told of a turn that was stopped on request. */
    static final String CANCELLED = "cancelled";

    /** A message in an event: its members, and the message itself as lists show it. */
    static JsonObject message(Envelope envelope, Message message) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("message_id", message.id().value().toString())
                        .put("role", PartsMessage.role(message))
                        .put("content", ContentWire.write(message.content()));
        PartsMessage.withExtras(data, message);
        return data.put("tags", JsonArray.of())
                .put("message", PartsMessage.of(envelope, message, envelope.version().value()))
                .build();
    }

    /** What every event of the loop says. */
    static JsonObjectBuilder at(Envelope envelope) {
        return JsonObject.builder()
                .put("session_id", envelope.session().id().value().toString())
                .put("timestamp", WireTime.write(envelope.time()));
    }

    static String id(TurnId turn) {
        return turn.value().toString();
    }

    private static JsonObject opened(SessionSettings settings) {
        JsonObjectBuilder data =
                JsonObject.builder()
                        .put("harness_id", WireId.HARNESS.write(settings.harness().value()));
        if (settings.agent() != null) {
            data.put("agent_id", settings.agent().value().toString());
        }
        if (settings.model() != null) {
            data.put("model_id", settings.model().name());
        }
        return data.build();
    }

    private static JsonObject completed(Envelope envelope, TurnEvent.TurnCompleted completed) {
        return at(envelope)
                .put("total_iterations", completed.steps())
                .put("turn_id", id(completed.turn()))
                .put("iterations", completed.steps())
                .put("duration_ms", completed.duration().toMillis())
                .put("final_message_id", completed.answer().value().toString())
                .put("usage", usage(completed.usage()))
                .build();
    }

    private static JsonObjectBuilder failed(Envelope envelope, TurnId turn, String error) {
        return at(envelope).put("error", error).put("turn_id", id(turn));
    }

    private static JsonObject usage(Usage usage) {
        return UsageWire.write(usage);
    }
}
