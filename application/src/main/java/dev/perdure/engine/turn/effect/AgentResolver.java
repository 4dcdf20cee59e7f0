package dev.perdure.engine.turn.effect;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.agent.ResolveSettings;
import dev.perdure.engine.file.FileView;
import dev.perdure.engine.file.WorkspaceKey;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.message.Controls;
import dev.perdure.message.Message;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.AgentPin;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.turn.TurnId;
import io.vavr.control.Either;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the agent of a turn: at its newest version when the turn begins, at the pinned version
 * ever after, so that every owner of the turn runs the same configuration.
 */
public final class AgentResolver {

    private final AgentStore agents;
    private final ResolveSettings settings;

    public AgentResolver(AgentStore agents, ResolveSettings settings) {
        this.agents = agents;
        this.settings = settings;
    }

    /** What calls of tools are held against. */
    public ArgumentsCheck arguments() {
        return settings.tools().arguments();
    }

    Either<Refusal, Pinned> pin(SessionKey session, SessionState state, TurnId turn) {
        AgentId id = opened(state).agent();
        if (id == null) {
            return resolve(session, state, turn, null, null);
        }
        Optional<Agent> agent = agents.find(session.organisation(), id);
        if (agent.isEmpty()) {
            return Either.left(Refusal.noSuchAgent(id.value().toString()));
        }
        AgentPin pin = new AgentPin(id, agent.get().version());
        return resolve(session, state, turn, pin, agent.get().settings());
    }

    /** The agent of a turn that has begun. */
    public Either<Refusal, ResolvedAgent> pinned(
            SessionKey session, SessionState state, TurnState.Open turn) {
        AgentPin pin = turn.progress().agent();
        if (pin == null) {
            return resolve(session, state, turn.turn(), null, null).map(Pinned::agent);
        }
        Optional<AgentSettings> agent =
                agents.settings(session.organisation(), pin.agent(), pin.version());
        return agent.isEmpty()
                ? Either.left(Refusal.noSuchAgent(pin.agent().value().toString()))
                : resolve(session, state, turn.turn(), pin, agent.get()).map(Pinned::agent);
    }

    private Either<Refusal, Pinned> resolve(
            SessionKey session,
            SessionState state,
            TurnId turn,
            @Nullable AgentPin pin,
            @Nullable AgentSettings agent) {
        Controls controls = state.input(turn).map(Message::controls).orElse(Controls.NONE);
        FileView found =
                FileView.asOf(WorkspaceKey.of(session, opened(state)), state.foundBy(turn));
        return settings.seeing(found)
                .resolve(session.organisation(), agent, opened(state), controls)
                .map(resolved -> new Pinned(pin, resolved));
    }

    private static SessionSettings opened(SessionState state) {
        SessionSettings settings = state.settings();
        if (settings == null) {
            throw new IllegalStateException("a turn without a session");
        }
        return settings;
    }

    /**
     * A resolved agent and the version it was resolved from; no pin when the harness answers alone.
     */
    record Pinned(@Nullable AgentPin pin, ResolvedAgent agent) {}
}
