package dev.perdure.llm.rig;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.message.MessageId;
import dev.perdure.message.Role;
import dev.perdure.model.ModelRef;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import dev.perdure.tool.ToolResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A request in the making. */
public final class Asking {

    private final List<TranscriptItem> transcript = new ArrayList<>();
    private final List<ToolDefinition> tools = new ArrayList<>();
    private String instructions = "";
    private String model = "local/m";
    private JsonObject settings = JsonObject.empty();
    private ModelTimeouts timeouts =
            new ModelTimeouts(Duration.ofMinutes(2), Duration.ofMinutes(2));

    public static Asking about(String text) {
        return new Asking().user(new InputPart.Text(text));
    }

    public static JsonObject json(String text) {
        return (JsonObject) new JsonText(text).value();
    }

    public static ToolCall call(String id, String tool, String arguments) {
        return new ToolCall(new ToolCallId(id), tool, new JsonText(arguments));
    }

    public Asking model(String name) {
        model = name;
        return this;
    }

    public Asking instructed(String words) {
        instructions = words;
        return this;
    }

    public Asking settings(String chosen) {
        settings = json(chosen);
        return this;
    }

    public Asking within(Duration firstChunk, Duration betweenChunks) {
        timeouts = new ModelTimeouts(firstChunk, betweenChunks);
        return this;
    }

    public Asking offering(String name, String schema) {
        tools.add(
                new ToolDefinition(
                        name, "Does it.", json(schema), ToolHints.READ_ONLY, ToolOwner.ENGINE));
        return this;
    }

    public Asking user(ContentPart... parts) {
        Message spoken = Message.ofAgent(id(), List.of(parts), Instant.EPOCH);
        return said(
                new Message(
                        spoken.id(),
                        Role.USER,
                        spoken.content(),
                        spoken.controls(),
                        spoken.metadata(),
                        spoken.actor(),
                        spoken.extensions(),
                        spoken.createdAt()));
    }

    public Asking agent(ContentPart... parts) {
        return said(Message.ofAgent(id(), List.of(parts), Instant.EPOCH));
    }

    public Asking answered(ToolCall call, ToolResult result) {
        transcript.add(new TranscriptItem.Answered(version(), call.id(), call.name(), result));
        return this;
    }

    public ModelRequest request() {
        return new ModelRequest(
                new ModelRef(model), instructions, transcript, tools, settings, timeouts);
    }

    private Asking said(Message message) {
        transcript.add(new TranscriptItem.Said(version(), message));
        return this;
    }

    private MessageId id() {
        return new MessageId(new UUID(1, transcript.size()));
    }

    private StreamVersion version() {
        return new StreamVersion(transcript.size() + 1L);
    }
}
