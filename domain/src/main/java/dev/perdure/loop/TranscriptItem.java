package dev.perdure.loop;

import dev.perdure.event.StreamVersion;
import dev.perdure.message.ContentPart;
import dev.perdure.message.InputPart;
import dev.perdure.message.Message;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;

/** One thing a model is shown of the conversation. */
public sealed interface TranscriptItem {

    /** The version of the fact that holds the content. */
    StreamVersion version();

    /** How long the content is, in UTF-16 units of its text. */
    default long characters() {
        return switch (this) {
            case Said said ->
                    said.message().content().stream().mapToLong(TranscriptItem::characters).sum();
            case Answered answered ->
                    (long) answered.result().output().length() + answered.result().error().length();
        };
    }

    /** How long the part is, in UTF-16 units of its text. */
    static long characters(ContentPart part) {
        return switch (part) {
            case InputPart.Text text -> text.text().length();
            case InputPart.ImageUrl image -> image.url().length();
            case InputPart.ImageData image -> image.base64().length();
            case InputPart.ImageFile image -> image.imageId().length();
            case ContentPart.Thinking thinking -> thinking.text().length();
            case ContentPart.Opaque opaque -> opaque.data().text().length();
            case ContentPart.ToolUse use -> use.call().arguments().text().length();
        };
    }

    record Said(StreamVersion version, Message message) implements TranscriptItem {}

    record Answered(StreamVersion version, ToolCallId call, String tool, ToolResult result)
            implements TranscriptItem {}
}
