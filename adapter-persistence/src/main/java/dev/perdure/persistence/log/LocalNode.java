package dev.perdure.persistence.log;

import dev.perdure.turn.TurnId;

/**
 * The node this log is part of, which may be granted the claim of a turn by the append that brings
 * it.
 */
public interface LocalNode {

    /** Of the node while it has joined, otherwise a number no node has. */
    int incarnation();

    /** An append asked for the claim of this turn, and nobody knows what became of it. */
    void claimUnheard(TurnId turn);
}
