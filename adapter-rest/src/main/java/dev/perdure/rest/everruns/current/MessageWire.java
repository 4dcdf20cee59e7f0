package dev.perdure.rest.everruns.current;

import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Message;
import dev.perdure.message.Role;
import dev.perdure.rest.everruns.wire.ContentWire;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.everruns.wire.WireTime;
import java.util.Optional;

/** Messages of this dialect. */
final class MessageWire {

    private MessageWire() {}

    /** The message that a fact brought into the conversation; empty when it is another fact. */
    static Optional<JsonObject> of(Envelope envelope) {
        if (envelope.entry() instanceof TurnEvent.MessageReceived received) {
            return Optional.of(listed(envelope, received.message()).build());
        }
        if (envelope.entry() instanceof StepEvent.OutputCompleted completed) {
            return Optional.of(listed(envelope, completed.message()).build());
        }
        return Optional.empty();
    }

    /** The answer to whoever sent the message. */
    static JsonObject accepted(Envelope envelope, Message message, boolean duplicate) {
        JsonObjectBuilder body = listed(envelope, message);
        if (duplicate) {
            body.put("delivery", "duplicate");
        }
        return body.build();
    }

    private static JsonObjectBuilder listed(Envelope envelope, Message message) {
        return written(
                JsonObject.builder()
                        .put("id", WireId.MESSAGE.write(message.id().value()))
                        .put("session_id", WireId.SESSION.write(envelope.session().id().value()))
                        .put("sequence", envelope.version().value()),
                message);
    }

    /**
     * The message as events carry it. The phase stands here alone: in lists, clients disagree about
     * how to spell it.
     */
    static JsonObject inEvent(Message message) {
        JsonObjectBuilder body =
                written(
                        JsonObject.builder().put("id", WireId.MESSAGE.write(message.id().value())),
                        message);
        if (message.role() == Role.AGENT) {
            body.put("phase", message.toolCalls().isEmpty() ? "final_answer" : "commentary");
        }
        return body.build();
    }

    private static JsonObjectBuilder written(JsonObjectBuilder body, Message message) {
        body.put("role", role(message.role())).put("content", ContentWire.write(message.content()));
        String thinking = thinking(message);
        if (!thinking.isEmpty()) {
            body.put("thinking", thinking);
        }
        if (!message.controls().asSent().members().isEmpty()) {
            body.put("controls", message.controls().asSent());
        }
        if (!message.metadata().members().isEmpty()) {
            body.put("metadata", message.metadata());
        }
        if (!message.actor().members().isEmpty()) {
            body.put("external_actor", message.actor());
        }
        return body.put("created_at", WireTime.write(message.createdAt()));
    }

    private static String thinking(Message message) {
        StringBuilder thinking = new StringBuilder();
        for (ContentPart part : message.content()) {
            if (part instanceof ContentPart.Thinking shown) {
                thinking.append(shown.text());
            }
        }
        return thinking.toString();
    }

    private static String role(Role role) {
        return switch (role) {
            case USER -> "user";
            case AGENT -> "agent";
        };
    }
}
