package dev.perdure.engine.turn.effect;

import dev.perdure.engine.session.EditCheck;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.session.SessionKey;
import dev.perdure.tool.Clearance;
import dev.perdure.tool.PlannedCall;
import dev.perdure.tool.ToolCall;
import java.util.Optional;

/** Holds a person's leave against the tool as the agent of the turn has it. */
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

    /** A leave that would not be honoured; one of an agent that cannot be resolved may be later. */
    @Override
    public boolean isVoid(
            SessionKey session, SessionState state, TurnState.Open turn, PlannedCall planned) {
        return planned.clearance() instanceof Clearance.Needed needed
                && resolver.pinned(session, state, turn)
                        .map(agent ->
                                agent.tool(planned.call().name())
                                        .map(agent::definitionHash)
                                        .filter(needed.definition()::equals)
                                        .isEmpty())
                        .getOrElse(false);
    }
}
