package dev.perdure.model;

/** What went wrong in a model call, independent of the provider that reported it. */
public enum FailureKind {
    RATE_LIMITED,
    QUOTA_EXHAUSTED,
    OVERLOADED,
    PROVIDER_ERROR,
    AUTHENTICATION,
    NOT_FOUND,
    CONTEXT_TOO_LONG,
    INVALID_REQUEST,
    CONTENT_FILTERED,
    TRANSPORT,
    STALLED,
    INVALID_RESPONSE,
    /** There was no call: the provider was left alone because it had failed too often of late. */
    CIRCUIT_OPEN,
    /** There was no call: as many of the provider's were under way as there may be. */
    BUSY,
    /** There was no call: a budget has no room for it. */
    BUDGET_EXHAUSTED,
    /** There was no call: a budget counts money, and nobody knows what the model costs. */
    PRICE_UNKNOWN;

    /** Whether there was no room for the call at the time, which uses up no attempt. */
    public boolean isPutOff() {
        return this == RATE_LIMITED
                || this == CIRCUIT_OPEN
                || this == BUSY
                || this == BUDGET_EXHAUSTED;
    }

    /** Whether the provider was asked at all. */
    public boolean isOfACall() {
        return this != CIRCUIT_OPEN
                && this != BUSY
                && this != BUDGET_EXHAUSTED
                && this != PRICE_UNKNOWN;
    }
}
