package dev.perdure.model;

/**
 * A model call that did not produce an answer.
 *
 * @param kind what went wrong
 * @param nextMove what may be done about it
 * @param detail one sentence for operators; holds no secret and no provider's raw body
 */
public record ModelFailure(FailureKind kind, NextMove nextMove, String detail) {}
