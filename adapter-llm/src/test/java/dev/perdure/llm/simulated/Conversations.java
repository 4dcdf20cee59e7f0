package dev.perdure.llm.simulated;

import dev.perdure.engine.model.ModelRequest;
import dev.perdure.engine.model.ModelTimeouts;
import dev.perdure.event.StreamVersion;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.loop.TranscriptItem;
import dev.perdure.message.ContentPart;
import dev.perdure.message.Controls;
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

/** Builds requests the way a session would: items with rising versions, message ids of its own. */
final class Conversations {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    private final long session;
    private long unseen;
    private final List<TranscriptItem> transcript = new ArrayList<>();
    private final List<ToolDefinition> tools = new ArrayList<>();
    private String model = "simulated-fast";
    private JsonObject settings = JsonObject.empty();
    private ModelTimeouts timeouts =
            new ModelTimeouts(Duration.ofMinutes(2), Duration.ofMinutes(2));

    private Conversations(long session) {
        this.session = session;
    }

    static Conversations session(long number) {
        return new Conversations(number);
    }

    static Conversations asking(String text) {
        return session(1).user(text);
    }

    static JsonObject json(String text) {
        return (JsonObject) new JsonText(text).value();
    }

    static ToolDefinition tool(String name, String schema) {
        return new ToolDefinition(
                name, "A tool.", json(schema), ToolHints.READ_ONLY, ToolOwner.ENGINE);
    }

    Conversations model(String name) {
        model = name;
        return this;
    }

    Conversations settings(String simulated) {
        settings = json("{\"simulated\":" + simulated + "}");
        return this;
    }

    Conversations allSettings(String all) {
        settings = json(all);
        return this;
    }

    Conversations timeouts(Duration firstChunk, Duration betweenChunks) {
        timeouts = new ModelTimeouts(firstChunk, betweenChunks);
        return this;
    }

    Conversations offering(ToolDefinition... offered) {
        tools.addAll(List.of(offered));
        return this;
    }

    Conversations user(String text) {
        return said(Role.USER, List.of(new InputPart.Text(text)));
    }

    Conversations agent(String text, ToolCall... calls) {
        List<ContentPart> parts = new ArrayList<>(List.of(new InputPart.Text(text)));
        for (ToolCall call : calls) {
            parts.add(new ContentPart.ToolUse(call));
        }
        return said(Role.AGENT, parts);
    }

    Conversations answered(ToolCall call, ToolResult result) {
        transcript.add(new TranscriptItem.Answered(next(), call.id(), call.name(), result));
        return this;
    }

    static ToolCall call(String id, String tool) {
        return new ToolCall(new ToolCallId(id), tool, JsonText.of(JsonObject.empty()));
    }

    ModelRequest request() {
        return new ModelRequest(
                new ModelRef(model), "Be brief.", transcript, tools, settings, timeouts);
    }

    private Conversations said(Role role, List<ContentPart> parts) {
        StreamVersion version = next();
        Message message =
                new Message(
                        new MessageId(new UUID(session, version.value())),
                        role,
                        parts,
                        Controls.NONE,
                        JsonObject.empty(),
                        JsonObject.empty(),
                        JsonObject.empty(),
                        THEN);
        transcript.add(new TranscriptItem.Said(version, message));
        return this;
    }

    /** What comes next is later in the log by so many facts that are not shown. */
    Conversations after(long facts) {
        unseen += facts;
        return this;
    }

    private StreamVersion next() {
        return new StreamVersion(transcript.size() + 2L + unseen);
    }
}
