package dev.perdure.engine.turn.effect;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.work.Claim;
import dev.perdure.loop.TurnEffect;
import dev.perdure.model.ModelRef;
import dev.perdure.turn.TurnId;

/**
 * Interprets {@link TurnEffect.CallModel}: one request, its text written to the log as it arrives.
 * The answer counts once every delta of it is committed. Interprets {@link
 * TurnEffect.CondenseContext} as well, which asks the same models.
 */
public final class ModelCaller {

    private final ModelPassage passage;
    private final EventAppender log;
    private final Moments moments;

    /**
     * @param circuits what nodes tell each other of providers that fail
     */
    public ModelCaller(
            ModelCatalog models,
            EventAppender log,
            Moments moments,
            CircuitStore circuits,
            Spending spending) {
        this.log = log;
        this.moments = moments;
        this.passage = new ModelPassage(models, new Circuits(circuits), spending, moments);
    }

    /**
     * A call that fails with {@link ClaimLost} when a delta could not be written.
     *
     * @param logMoved told when a fact the owner has not folded turns up
     */
    public Performance call(
            TurnEffect.CallModel effect, Scene scene, Claim claim, Runnable logMoved) {
        DeltaScribe scribe = new DeltaScribe(log, claim, scene.state().version(), logMoved);
        ContextFit fit = fit(scene, effect.turn(), effect.model());
        return new ModelCall(effect, scene, fit, passage, scribe, moments);
    }

    /** A call for notes, of which nothing is written before they are whole. */
    public Performance condense(TurnEffect.CondenseContext effect, Scene scene) {
        ContextFit fit = fit(scene, effect.turn(), effect.model());
        return new NotesCall(effect, scene, fit, passage, moments);
    }

    private ContextFit fit(Scene scene, TurnId turn, ModelRef model) {
        return new ContextFit(
                scene,
                turn,
                model,
                () -> passage.models().profile(scene.session().organisation(), model));
    }
}
