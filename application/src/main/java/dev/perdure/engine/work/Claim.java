package dev.perdure.engine.work;

import dev.perdure.session.SessionKey;
import dev.perdure.turn.TurnId;

/** Ownership of one turn, good for as long as its epoch is the session's newest. */
public record Claim(SessionKey session, TurnId turn, Epoch epoch) {}
