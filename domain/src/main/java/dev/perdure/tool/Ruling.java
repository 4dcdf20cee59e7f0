package dev.perdure.tool;

/** What was ruled of a call whose outcome was unknown. */
public enum Ruling {
    /** It is run once more, under the same key. */
    RUN_AGAIN,
    /** Its result became known otherwise. */
    TAKE_RESULT,
    /** The model is told that nobody knows. */
    TELL_MODEL
}
