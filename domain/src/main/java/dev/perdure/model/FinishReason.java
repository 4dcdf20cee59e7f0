package dev.perdure.model;

/** Why a model stopped generating without having failed. */
public enum FinishReason {
    STOP,
    TOOL_CALLS,
    LENGTH,
    /** The model's context was full before the answer was. */
    CONTEXT_WINDOW,
    CONTENT_FILTER,
    REFUSAL,
    /** The provider stopped for a while, and would go on if it were asked to. */
    PAUSED,
    OTHER
}
