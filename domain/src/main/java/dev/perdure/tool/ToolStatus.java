package dev.perdure.tool;

/** How a tool call ended. */
public enum ToolStatus {
    SUCCESS,
    ERROR,
    TIMEOUT,
    CANCELLED,
    /** The call was started and nobody can say whether its effect happened. */
    UNKNOWN
}
