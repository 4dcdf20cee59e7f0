package dev.perdure.engine.turn.effect;

import dev.perdure.loop.SessionState;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.session.SessionKey;

/** What an interpreter sees of the turn at the moment its effect starts. */
public record Scene(SessionKey session, SessionState state, ResolvedAgent agent) {}
