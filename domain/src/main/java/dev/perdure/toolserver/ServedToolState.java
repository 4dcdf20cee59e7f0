package dev.perdure.toolserver;

/** Whether a tool of a server may be called. */
public enum ServedToolState {
    /** The server offers it as it was approved. */
    APPROVED,
    /** The server offers it, and nobody has approved it. */
    NEW,
    /** The server offers it otherwise than it was approved. */
    CHANGED,
    /** The server offers it no more. */
    GONE
}
