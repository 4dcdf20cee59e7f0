package dev.perdure.engine.toolserver;

import dev.perdure.tool.ToolResult;

/** What became of a call of a tool of a server. */
public sealed interface ServerAnswer {

    /**
     * The server answered.
     *
     * @param listChanged whether it said meanwhile that its list of tools is another one
     */
    record Answered(ToolResult result, boolean listChanged) implements ServerAnswer {}

    /** Nothing was done. The sentence says why and holds no header. */
    record NotDone(String sentence) implements ServerAnswer {}

    /** The call was sent, and nobody knows what became of it. */
    record Lost(String sentence) implements ServerAnswer {}
}
