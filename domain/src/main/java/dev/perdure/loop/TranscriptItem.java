package dev.perdure.loop;

import dev.perdure.event.StreamVersion;
import dev.perdure.message.Message;
import dev.perdure.tool.ToolCallId;
import dev.perdure.tool.ToolResult;

/** One thing a model is shown of the conversation. */
public sealed interface TranscriptItem {

    /** The version of the fact that holds the content. */
    StreamVersion version();

    record Said(StreamVersion version, Message message) implements TranscriptItem {}

    record Answered(StreamVersion version, ToolCallId call, String tool, ToolResult result)
            implements TranscriptItem {}
}
