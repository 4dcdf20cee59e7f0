package dev.perdure.message;

import dev.perdure.json.JsonText;
import dev.perdure.model.Origin;
import dev.perdure.tool.ToolCall;

/** One part of a message. */
public sealed interface ContentPart
        permits InputPart, ContentPart.Thinking, ContentPart.Opaque, ContentPart.ToolUse {

    /** Reasoning text a model chose to show. */
    record Thinking(String text) implements ContentPart {}

    /**
     * A provider's own data about its reasoning: a signature, an encrypted thought. It stands where
     * it stood in the answer, and is sent back, byte for byte, to its origin alone; nobody else is
     * shown it.
     */
    record Opaque(Origin origin, JsonText data) implements ContentPart {

        /** The origin alone. */
        @Override
        public String toString() {
            return "Opaque[origin=" + origin + "]";
        }
    }

    /** The model's request to run a tool. */
    record ToolUse(ToolCall call) implements ContentPart {}
}
