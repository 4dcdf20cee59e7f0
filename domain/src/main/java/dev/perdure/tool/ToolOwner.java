package dev.perdure.tool;

/** Who runs a tool: the engine itself, or the client that reads the stream. */
public enum ToolOwner {
    ENGINE,
    CLIENT
}
