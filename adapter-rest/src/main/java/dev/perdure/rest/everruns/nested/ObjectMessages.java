package dev.perdure.rest.everruns.nested;

import dev.perdure.event.Entry;
import dev.perdure.event.Envelope;
import dev.perdure.event.StepEvent;
import dev.perdure.event.TurnEvent;
import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonObjectBuilder;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.rest.everruns.wire.ContentWire;
import dev.perdure.rest.everruns.wire.ToolWire;
import dev.perdure.rest.everruns.wire.WireTime;
import dev.perdure.tool.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Messages whose content is one object, of which one fact may be several: each call of a tool is a
 * message. They are counted from 1, so that a message's sequence is its place in the conversation.
 */
final class ObjectMessages {

    private ObjectMessages() {}

    /** How many messages a record is. */
    static int count(Entry entry) {
        if (entry instanceof StepEvent.OutputCompleted completed) {
            int calls = completed.message().toolCalls().size();
            return calls + (isSaid(completed.message()) ? 1 : 0);
        }
        return entry instanceof TurnEvent.MessageReceived
                        || entry instanceof StepEvent.ToolCompleted
                ? 1
                : 0;
    }

    /**
     * The messages of a record.
     *
     * @param before how many messages the conversation had before it
     */
    static List<JsonObject> of(Envelope envelope, long before) {
        if (envelope.entry() instanceof TurnEvent.MessageReceived received) {
            return List.of(received(envelope, received.message(), before + 1));
        }
        if (envelope.entry() instanceof StepEvent.OutputCompleted completed) {
            return completed(envelope, completed.message(), before);
        }
        if (envelope.entry() instanceof StepEvent.ToolCompleted completed) {
            JsonObject result = PartsMessage.result(completed);
            JsonObjectBuilder content = JsonObject.builder();
            result.get("result").ifPresent(value -> content.put("result", value));
            result.get("error").ifPresent(value -> content.put("error", value));
            return List.of(
                    PartsMessage.head(envelope, envelope.id().value(), before + 1, "tool_result")
                            .put("content", content.build())
                            .put("tool_call_id", completed.call().value())
                            .put("created_at", WireTime.write(envelope.time()))
                            .build());
        }
        return List.of();
    }

    static JsonObject received(Envelope envelope, Message message, long sequence) {
        JsonObjectBuilder body =
                PartsMessage.head(envelope, message.id().value(), sequence, "user")
                        .put(
                                "content",
                                SessionForm.contentObject(message).orElseGet(() -> said(message)));
        PartsMessage.withExtras(body, message);
        return body.put("created_at", WireTime.write(message.createdAt())).build();
    }

    private static List<JsonObject> completed(Envelope envelope, Message message, long before) {
        List<JsonObject> messages = new ArrayList<>();
        String time = WireTime.write(message.createdAt());
        long sequence = before;
        if (isSaid(message)) {
            messages.add(
                    PartsMessage.head(envelope, message.id().value(), ++sequence, "assistant")
                            .put("content", said(message))
                            .put("created_at", time)
                            .build());
        }
        for (ToolCall call : message.toolCalls()) {
            messages.add(
                    PartsMessage.head(envelope, idOfCall(message, call), ++sequence, "tool_call")
                            .put("content", ToolWire.call(call))
                            .put("tool_call_id", call.id().value())
                            .put("created_at", time)
                            .build());
        }
        return messages;
    }

    /** Whether the message is more than the calls it asks for. */
    private static boolean isSaid(Message message) {
        return message.toolCalls().isEmpty() || !message.text().isEmpty();
    }

    private static JsonObject said(Message message) {
        JsonObjectBuilder content = JsonObject.builder().put("text", message.text());
        List<ContentPart> others =
                message.content().stream()
                        .filter(part ->
                                part instanceof InputPart && !(part instanceof InputPart.Text))
                        .toList();
        JsonArray parts = ContentWire.write(others);
        if (!parts.elements().isEmpty()) {
            content.put("parts", parts);
        }
        return content.build();
    }

    private static UUID idOfCall(Message message, ToolCall call) {
        String name = message.id().value() + "/" + call.id().value();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
