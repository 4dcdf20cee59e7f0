package dev.perdure.session;

/** What a session is doing, seen from outside. */
public enum SessionStatus {
    /** Opened, and no message has arrived yet. */
    STARTED,
    /** A turn is due or running. */
    ACTIVE,
    /** The client owes results of its tools. */
    WAITING_FOR_TOOL_RESULTS,
    /** Every turn has ended. */
    IDLE
}
