package dev.perdure.message;

/** Who speaks in a message. */
public enum Role {
    USER,
    AGENT
}
