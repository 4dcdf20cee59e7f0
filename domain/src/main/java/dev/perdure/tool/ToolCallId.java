package dev.perdure.tool;

/** Identity of a tool call, chosen by the model or its driver; opaque, unique within its turn. */
public record ToolCallId(String value) {}
