package dev.perdure.tool;

/** What a person decided of a call that needed their leave. */
public enum Approval {
    /** It runs as the model made it. */
    APPROVED,
    /** It runs with the arguments they chose. */
    EDITED,
    /** It does not run, and the model is told. */
    REJECTED
}
