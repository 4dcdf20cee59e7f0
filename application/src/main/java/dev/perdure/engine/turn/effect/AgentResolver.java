package dev.perdure.engine.turn.effect;

import dev.perdure.agent.Agent;
import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.store.AgentStore;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.harness.Harness;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnState;
import dev.perdure.message.Controls;
import dev.perdure.message.Message;
import dev.perdure.refusal.Refusal;
import dev.perdure.resolution.AgentPin;
import dev.perdure.resolution.Resolution;
import dev.perdure.resolution.ResolvedAgent;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
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
    private final Harnesses harnesses;
    private final ToolCatalog tools;
    private final ModelCatalog models;

    public AgentResolver(
            AgentStore agents, Harnesses harnesses, ToolCatalog tools, ModelCatalog models) {
        this.agents = agents;
        this.harnesses = harnesses;
        this.tools = tools;
        this.models = models;
    }

    Either<Refusal, Pinned> pin(SessionKey session, SessionState state, TurnId turn) {
        SessionSettings settings = opened(state);
        AgentId id = settings.agent();
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
        Optional<AgentSettings> settings =
                agents.settings(session.organisation(), pin.agent(), pin.version());
        return settings.isEmpty()
                ? Either.left(Refusal.noSuchAgent(pin.agent().value().toString()))
                : resolve(session, state, turn.turn(), pin, settings.get()).map(Pinned::agent);
    }

    private Either<Refusal, Pinned> resolve(
            SessionKey session,
            SessionState state,
            TurnId turn,
            @Nullable AgentPin pin,
            @Nullable AgentSettings agent) {
        SessionSettings settings = opened(state);
        Optional<Harness> harness = harnesses.of(settings.harness(), settings.base());
        if (harness.isEmpty()) {
            return Either.left(Refusal.noSuchHarness(settings.harness().value().toString()));
        }
        Controls controls = state.input(turn).map(Message::controls).orElse(Controls.NONE);
        boolean named =
                controls.model() != null
                        || settings.model() != null
                        || (settings.base() != null && settings.base().model() != null)
                        || (agent != null && agent.model() != null);
        Harness base = named ? harness.get() : based(harness.get(), session.organisation());
        return new Resolution(base, agent, settings, controls)
                .resolve(uses -> tools.uses(session.organisation(), uses))
                .map(resolved ->
                        resolved.withModelsNamed(
                                model -> models.named(session.organisation(), model)))
                .map(resolved -> new Pinned(pin, resolved));
    }

    /** What names no model gets that of its organisation, and only then the installation's. */
    private Harness based(Harness harness, OrganisationId organisation) {
        return models.standard(organisation).map(harness::withModel).orElse(harness);
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
