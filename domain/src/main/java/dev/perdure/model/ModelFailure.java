package dev.perdure.model;

/**
 * A model call that did not produce an answer.
 *
 * @param kind what went wrong
 * @param nextMove what may be done about it
 * @param detail one sentence for operators; holds no secret and no provider's raw body
 */
public record ModelFailure(FailureKind kind, NextMove nextMove, String detail) {

    /** Whether the same call may well be made later, and nothing is wrong with it or its model. */
    public boolean isPutOff() {
        return kind.isPutOff()
                && !(nextMove instanceof NextMove.GiveUp || nextMove instanceof NextMove.Shrink);
    }
}
