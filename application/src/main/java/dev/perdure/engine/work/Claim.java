package dev.perdure.engine.work;

import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;

/**
 * Ownership of one turn, good for as long as its epoch is the session's newest.
 *
 * @param inVain how often the turn was claimed since its session's log last grew by a fact, this
 *     claim included, and a claim at birth perhaps not: a turn that is claimed again and again and
 *     never comes on is told by it
 */
public record Claim(SessionKey session, TurnId turn, Epoch epoch, int inVain) {

    /** The first claim since the log grew. */
    public Claim(SessionKey session, TurnId turn, Epoch epoch) {
        this(session, turn, epoch, 1);
    }
}
