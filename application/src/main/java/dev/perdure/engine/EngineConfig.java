package dev.perdure.engine;

import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.model.ModelRef;

/**
 * How an engine runs.
 *
 * @param worker how the node works
 * @param model the model of everything that names none
 * @param claims whether this node runs turns; one that does not only accepts
 */
public record EngineConfig(WorkerConfig worker, ModelRef model, boolean claims) {

    public static EngineConfig of(ModelRef model) {
        return new EngineConfig(WorkerConfig.DEFAULT, model, true);
    }
}
