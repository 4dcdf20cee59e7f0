package dev.perdure.tool;

/**
 * What is made of a call whose outcome nobody can tell: its tool does not promise that a second run
 * is harmless, and asking the tool what became of it did not help.
 */
public enum OutcomePolicy {
    /** The turn waits until somebody rules. */
    ASK,
    /** The model is told that nobody knows. */
    FAIL_TO_MODEL,
    /** The call is run again, under the same key. */
    RERUN
}
