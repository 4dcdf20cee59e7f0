package dev.perdure.engine.turn.effect;

import dev.perdure.loop.Moment;
import dev.perdure.loop.SessionState;
import dev.perdure.loop.TurnEffect;
import dev.perdure.loop.TurnInput;
import dev.perdure.resolution.TurnSetup;
import dev.perdure.session.SessionKey;
import org.jspecify.annotations.Nullable;

/** Interprets {@link TurnEffect.StartTurn}: resolves and pins the agent. */
public final class TurnStarter {

    private final AgentResolver resolver;

    public TurnStarter(AgentResolver resolver) {
        this.resolver = resolver;
    }

    public TurnInput start(
            TurnEffect.StartTurn effect, SessionKey session, SessionState state, Moment moment) {
        return resolver.pin(session, state, effect.turn())
                .fold(
                        TurnInput.NotRunnable::new,
                        pinned ->
                                new TurnInput.Begin(
                                        pinned.pin(),
                                        pinned.agent().model(),
                                        pinned.agent().fallbackModels(),
                                        pinned.agent().limits(),
                                        news(pinned.agent().setup(), state.begun().setup()),
                                        moment));
    }

    /** Turn after turn runs with the same; the log says it once. */
    private static @Nullable TurnSetup news(TurnSetup setup, @Nullable TurnSetup last) {
        return setup.equals(last) ? null : setup;
    }
}
