package dev.perdure.engine.turn.effect;

import dev.perdure.engine.log.EventAppender;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.work.Claim;
import dev.perdure.loop.TurnEffect;

/**
 * Interprets {@link TurnEffect.CallModel}: one request, its text written to the log as it arrives.
 * The answer counts once every delta of it is committed.
 */
public final class ModelCaller {

    private final ModelPassage passage;
    private final EventAppender log;
    private final Moments moments;

    /**
     * @param circuits what nodes tell each other of providers that fail
     */
    public ModelCaller(
            ModelCatalog models, EventAppender log, Moments moments, CircuitStore circuits) {
        this.log = log;
        this.moments = moments;
        this.passage = new ModelPassage(models, new Circuits(circuits), moments);
    }

    /**
     * A call that fails with {@link ClaimLost} when a delta could not be written.
     *
     * @param logMoved told when a fact the owner has not folded turns up
     */
    public Performance call(
            TurnEffect.CallModel effect, Scene scene, Claim claim, Runnable logMoved) {
        DeltaScribe scribe = new DeltaScribe(log, claim, scene.state().version(), logMoved);
        return new ModelCall(effect, scene, passage, scribe, moments);
    }
}
