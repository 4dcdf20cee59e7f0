package dev.perdure.tool;

import dev.perdure.json.JsonText;

/**
 * A model's request to run a tool.
 *
 * @param arguments the exact bytes the model produced; what is approved and what runs are these
 */
public record ToolCall(ToolCallId id, String name, JsonText arguments) {}
