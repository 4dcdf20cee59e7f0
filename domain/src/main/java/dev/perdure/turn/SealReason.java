package dev.perdure.turn;

/** The bound that stopped a turn; neither a success nor a failure of anything. */
public enum SealReason {
    STEPS,
    TURN_TIME,
    OUTPUT_CHARACTERS
}
