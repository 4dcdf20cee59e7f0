package dev.perdure.turn;

/** Why a turn failed. */
public enum FailureReason {
    /** The model said it can never answer this request. */
    MODEL_REFUSED,
    /** Every attempt the bounds allow was used up. */
    ATTEMPTS_EXHAUSTED,
    /** The turn could not be set up: its agent, model or capabilities cannot be resolved. */
    NOT_RUNNABLE
}
