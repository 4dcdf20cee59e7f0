package dev.perdure.turn;

/** Why a turn failed. */
public enum FailureReason {
    /** The model said it can never answer this request. */
    MODEL_REFUSED,
    /** Every attempt the bounds allow was used up. */
    ATTEMPTS_EXHAUSTED,
    /**
     * It was claimed as often as the bounds allow and did not come on: something about it kills.
     */
    CLAIMS_EXHAUSTED,
    /** The turn could not be set up: its agent, model or capabilities cannot be resolved. */
    NOT_RUNNABLE
}
