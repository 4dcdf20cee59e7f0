package dev.perdure.engine.session;

import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import java.util.Optional;

/** Says whether arguments that a person chose are what the tool takes. */
@FunctionalInterface
public interface EditCheck {

    /** What is wrong, in one sentence; empty if nothing is. */
    Optional<String> objection(
            SessionKey session, SessionState state, TurnState.Open turn, ToolCall call);
}
