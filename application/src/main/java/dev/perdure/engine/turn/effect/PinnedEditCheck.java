package dev.perdure.engine.turn.effect;

import dev.perdure.engine.session.EditCheck;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.ToolCall;
import java.util.Optional;

/** Holds arguments that a person chose against the tool as the agent of the turn has it. */
public record PinnedEditCheck(AgentResolver resolver) implements EditCheck {

    @Override
    public Optional<String> objection(
            SessionKey session, SessionState state, TurnState.Open turn, ToolCall call) {
        return resolver.pinned(session, state, turn)
                .fold(
                        refusal -> Optional.of(refusal.sentence()),
                        agent ->
                                agent.tool(call.name())
                                        .map(tool ->
                                                resolver.arguments()
                                                        .objection(tool, call.arguments()))
                                        .orElseGet(() ->
                                                Optional.of(
                                                        "There is no tool "
                                                                + call.name()
                                                                + " any more.")));
    }
}
