package dev.perdure.engine.session;

import dev.perdure.json.JsonObject;
import dev.perdure.message.Controls;
import dev.perdure.message.InputPart;
import dev.perdure.message.MessageStrategy;
import java.util.List;

/**
 * What a participant wants to say.
 *
 * @param metadata the sender's own data, kept as received; empty when none
 * @param actor who the sender says it speaks for, kept as received; empty when nobody
 * @param extensions members of the sender's document the engine keeps and does not act upon
 * @param strategy what the message asks for when another turn is under way
 * @param idempotencyKey a second draft with the same key in the same session is the same message;
 *     empty makes every draft a message of its own
 */
public record MessageDraft(
        List<InputPart> content,
        Controls controls,
        JsonObject metadata,
        JsonObject actor,
        JsonObject extensions,
        MessageStrategy strategy,
        String idempotencyKey) {

    public MessageDraft {
        content = List.copyOf(content);
    }

    public static MessageDraft ofText(String text) {
        return new MessageDraft(
                List.of(new InputPart.Text(text)),
                Controls.NONE,
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                MessageStrategy.ENQUEUE,
                "");
    }

    /** The same draft, which asks for this when another turn is under way. */
    public MessageDraft with(MessageStrategy chosen) {
        return new MessageDraft(
                content, controls, metadata, actor, extensions, chosen, idempotencyKey);
    }

    /** The same draft with these members kept beside it. */
    public MessageDraft keeping(JsonObject members) {
        return new MessageDraft(
                content, controls, metadata, actor, members, strategy, idempotencyKey);
    }
}
