package dev.perdure.engine.turn;

import dev.perdure.engine.turn.effect.AgentResolver;
import dev.perdure.engine.turn.effect.ModelCaller;
import dev.perdure.engine.turn.effect.Moments;
import dev.perdure.engine.turn.effect.ToolCaller;
import dev.perdure.engine.turn.effect.TurnStarter;
import dev.perdure.loop.Moment;
import java.time.Instant;

/** One interpreter for each effect that reaches outside. */
public record Interpreters(
        TurnStarter starter,
        AgentResolver resolver,
        ModelCaller models,
        ToolCaller tools,
        Moments moments) {

    Moment moment() {
        return moments.next();
    }

    Instant now() {
        return moments.clock().instant();
    }
}
