package dev.perdure.engine.session;

import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import java.util.Optional;

/** Says what speaks against a person's leave before it is taken. */
public interface EditCheck {

    /** What is wrong with arguments that a person chose, in one sentence; empty if nothing is. */
    Optional<String> objection(
            SessionKey session, SessionState state, TurnState.Open turn, ToolCall call);

    /** Whether the tool is no longer what it was when the call was shown, so that it cannot run. */
    boolean isVoid(
            SessionKey session, SessionState state, TurnState.Open turn, PlannedCall planned);
}
