package dev.perdure.turn;

/** The bound that stopped a turn; neither a success nor a failure of anything. */
public enum SealReason {
    STEPS,
    TURN_TIME,
    /** One step took longer than a step may. */
    STEP_TIME,
    OUTPUT_CHARACTERS,
    /** What a model call must be shown is longer than a model is shown. */
    TRANSCRIPT_CHARACTERS,
    /** Step after step made the same calls, and they came to the same results. */
    NO_PROGRESS,
    /** Its time was over before a budget had room for its next call. */
    BUDGET
}
