package dev.perdure.engine.turn;

import dev.perdure.loop.SessionState;
import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;

/**
 * Is told of turns that ended on this node, once their end is committed. A node that dies right
 * behind that tells nobody, so nothing may depend on it but speed.
 */
public interface TurnEnds {

    /** Nobody wants to know. */
    TurnEnds NONE = (session, before, turn) -> {};

    /**
     * Is told of one.
     *
     * @param before how the session was before the facts that ended the turn
     */
    void ended(SessionKey session, SessionState before, TurnId turn);
}
