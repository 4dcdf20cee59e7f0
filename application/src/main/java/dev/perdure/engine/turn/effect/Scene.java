package dev.perdure.engine.turn.effect;

import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.engine.work.Epoch;
import dev.perdure.loop.SessionState;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.session.SessionKey;

/**
 * What an interpreter sees of the turn at the moment its effect starts.
 *
 * @param epoch of the claim it is performed under
 * @param arguments what calls of tools are held against
 */
public record Scene(
        SessionKey session,
        Epoch epoch,
        SessionState state,
        ResolvedAgent agent,
        ArgumentsCheck arguments) {}
