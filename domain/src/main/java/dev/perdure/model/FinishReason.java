package dev.perdure.model;

/** Why a model stopped generating without having failed. */
public enum FinishReason {
    STOP,
    TOOL_CALLS,
    LENGTH,
    CONTENT_FILTER,
    REFUSAL,
    OTHER
}
