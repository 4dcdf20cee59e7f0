package dev.perdure.message;

import dev.perdure.tool.ToolCall;

/** One part of a message. */
public sealed interface ContentPart permits InputPart, ContentPart.Thinking, ContentPart.ToolUse {

    /** Reasoning text a model chose to show. */
    record Thinking(String text) implements ContentPart {}

    /** The model's request to run a tool. */
    record ToolUse(ToolCall call) implements ContentPart {}
}
