package dev.perdure.message;

import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolCall;
import java.time.Instant;
import java.util.List;

/**
 * What one participant said, in order of its parts.
 *
 * @param controls what the sender asked of the turn; {@link Controls#NONE} on agent messages
 * @param metadata the sender's own data, kept as received; empty when none
 * @param actor who the sender says it speaks for, kept as received; empty when nobody
 * @param extensions members of the sender's document the engine keeps and does not act upon
 */
public record Message(
        MessageId id,
        Role role,
        List<ContentPart> content,
        Controls controls,
        JsonObject metadata,
        JsonObject actor,
        JsonObject extensions,
        Instant createdAt) {

    public Message {
        content = List.copyOf(content);
    }

    public static Message ofAgent(MessageId id, List<ContentPart> content, Instant createdAt) {
        return new Message(
                id,
                Role.AGENT,
                content,
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                createdAt);
    }

    /** All text parts joined, without separators; empty when there is none. */
    public String text() {
        StringBuilder all = new StringBuilder();
        for (ContentPart part : content) {
            if (part instanceof InputPart.Text text) {
                all.append(text.text());
            }
        }
        return all.toString();
    }

    /** The tool calls this message asks for, in order. */
    public List<ToolCall> toolCalls() {
        return content.stream()
                .filter(ContentPart.ToolUse.class::isInstance)
                .map(part -> ((ContentPart.ToolUse) part).call())
                .toList();
    }
}
