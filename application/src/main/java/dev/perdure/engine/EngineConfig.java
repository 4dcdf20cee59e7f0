package dev.perdure.engine;

import dev.perdure.engine.tool.ArgumentsCheck;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.harness.BuiltInHarnesses;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.model.ModelRef;
import java.util.ArrayList;
import java.util.List;

/**
 * How an engine runs.
 *
 * @param worker how the node works
 * @param model the model of everything that names none
 * @param claims whether this node runs turns; one that does not only accepts
 * @param harnesses what sessions can run on; the first is what they run on that name none
 * @param arguments what calls of tools are held against
 */
public record EngineConfig(
        WorkerConfig worker,
        ModelRef model,
        boolean claims,
        List<HarnessDefinition> harnesses,
        ArgumentsCheck arguments) {

    public EngineConfig {
        harnesses = List.copyOf(harnesses);
    }

    /** With the harnesses that every installation has. */
    public EngineConfig(WorkerConfig worker, ModelRef model, boolean claims) {
        this(worker, model, claims, BuiltInHarnesses.all(), ArgumentsCheck.SHAPE);
    }

    public static EngineConfig of(ModelRef model) {
        return new EngineConfig(WorkerConfig.DEFAULT, model, true);
    }

    /** With these harnesses after its own, which they may inherit from. */
    public EngineConfig withHarnesses(HarnessDefinition... more) {
        List<HarnessDefinition> all = new ArrayList<>(harnesses);
        all.addAll(List.of(more));
        return new EngineConfig(worker, model, claims, all, arguments);
    }

    /** With calls of tools held against more than their shape. */
    public EngineConfig checkedBy(ArgumentsCheck check) {
        return new EngineConfig(worker, model, claims, harnesses, check);
    }
}
