package dev.perdure.engine.session;

import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;

/** Keeps what is too long for a result, or no text, of results that come from outside. */
@FunctionalInterface
public interface ResultKeeper {

    /** The result as the model is told of it. */
    ToolResult kept(SessionKey session, TurnState.Open turn, ToolCall call, ToolResult result);
}
