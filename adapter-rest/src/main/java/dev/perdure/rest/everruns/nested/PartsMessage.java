package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.Message;
import dev.perdure.message.Role;
import dev.perdure.rest.everruns.wire.ContentWire;
import dev.perdure.rest.everruns.wire.WireTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages whose content is a list of parts. A fact is at most one message; its sequence is that of
 * its event. The result of a tool has no message of its own in the log, so it goes by its event.
 */
final class PartsMessage {

    private PartsMessage() {}

    /** The message that a fact brought into the conversation; empty when it is another fact. */
    static Optional<JsonObject> of(Envelope envelope) {
        if (envelope.entry() instanceof TurnEvent.MessageReceived received) {
            return Optional.of(of(envelope, received.message(), envelope.version().value()));
        }
        if (envelope.entry() instanceof StepEvent.OutputCompleted completed) {
            return Optional.of(of(envelope, completed.message(), envelope.version().value()));
        }
        if (envelope.entry() instanceof StepEvent.ToolCompleted completed) {
            return Optional.of(
                    head(envelope, envelope.id().value(), envelope.version().value(), "tool_result")
                            .put("content", JsonArray.of(result(completed)))
                            .put("created_at", WireTime.write(envelope.time()))
                            .build());
        }
        return Optional.empty();
    }

    static JsonObject of(Envelope envelope, Message message, long sequence) {
        JsonObjectBuilder body =
                head(envelope, message.id().value(), sequence, role(message))
                        .put("content", ContentWire.write(message.content()));
        withExtras(body, message);
        return body.put("created_at", WireTime.write(message.createdAt())).build();
    }

    /** The words of these generations; a message that asks for tools is a kind of its own. */
    static String role(Message message) {
        if (message.role() == Role.USER) {
            return "user";
        }
        return message.toolCalls().isEmpty() ? "assistant" : "tool_call";
    }

    /** What a sender may have put beside the content. */
    static void withExtras(JsonObjectBuilder body, Message message) {
        if (!message.controls().asSent().members().isEmpty()) {
            body.put("controls", message.controls().asSent());
        }
        if (!message.metadata().members().isEmpty()) {
            body.put("metadata", message.metadata());
        }
        if (!message.actor().members().isEmpty()) {
            body.put("external_actor", message.actor());
        }
    }

    static JsonObject result(StepEvent.ToolCompleted completed) {
        JsonObjectBuilder part =
                JsonObject.builder()
                        .put("type", "tool_result")
                        .put("tool_call_id", completed.call().value());
        return (completed.result().succeeded()
                        ? part.put("result", completed.result().output())
                        : part.put("error", completed.result().error()))
                .build();
    }

    static JsonObjectBuilder head(Envelope envelope, UUID id, long sequence, String role) {
        return JsonObject.builder()
                .put("id", id.toString())
                .put("session_id", envelope.session().id().value().toString())
                .put("sequence", sequence)
                .put("role", role);
    }
}
