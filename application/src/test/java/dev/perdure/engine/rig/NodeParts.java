package dev.perdure.engine.rig;

import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.tool.OutcomePolicy;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.InstantSource;

/** What a node is made of; everything but the storage has a value that suits most tests. */
public record NodeParts(
        Storage storage,
        ModelClient model,
        ToolRunner tools,
        TurnLimits limits,
        InstantSource clock,
        WorkerConfig config,
        OutcomePolicy whenUnknown,
        Timing timing,
        ModelProfiles profiles) {

    /**
     * Sweeps often, so that tests do not wait; polls seldom, so that no poll covers up for a hint.
     * Has more places than are held at once while it looks for due turns: it always has one for
     * what arrives, and an offer refused means that it offers none.
     */
    public static final WorkerConfig EAGER =
            new WorkerConfig(
                    200, Duration.ofMillis(100), Duration.ofMillis(5), Duration.ofSeconds(10));

    static NodeParts on(Storage storage) {
        return new NodeParts(
                storage,
                new ScriptedModel(),
                new FakeTools(),
                TurnLimits.DEFAULT,
                InstantSource.system(),
                EAGER,
                OutcomePolicy.FAIL_TO_MODEL,
                Timing.system(),
                ModelProfiles.NONE);
    }

    public NodeParts model(ModelClient chosen) {
        return new NodeParts(
                storage, chosen, tools, limits, clock, config, whenUnknown, timing, profiles);
    }

    public NodeParts tools(ToolRunner chosen) {
        return new NodeParts(
                storage, model, chosen, limits, clock, config, whenUnknown, timing, profiles);
    }

    public NodeParts limits(TurnLimits chosen) {
        return new NodeParts(
                storage, model, tools, chosen, clock, config, whenUnknown, timing, profiles);
    }

    public NodeParts clock(InstantSource chosen) {
        return new NodeParts(
                storage, model, tools, limits, chosen, config, whenUnknown, timing, profiles);
    }

    public NodeParts config(WorkerConfig chosen) {
        return new NodeParts(
                storage, model, tools, limits, clock, chosen, whenUnknown, timing, profiles);
    }

    public NodeParts whenUnknown(OutcomePolicy chosen) {
        return new NodeParts(
                storage, model, tools, limits, clock, config, chosen, timing, profiles);
    }

    /** Waits of its turns and tools by another timing. */
    public NodeParts timing(Timing chosen) {
        return new NodeParts(
                storage, model, tools, limits, clock, config, whenUnknown, chosen, profiles);
    }

    /** What is known of its models. */
    public NodeParts profiles(ModelProfiles known) {
        return new NodeParts(
                storage, model, tools, limits, clock, config, whenUnknown, timing, known);
    }

    /** A node that works. */
    public Node start() {
        Node node = new Node(this);
        node.start();
        return node;
    }

    /** A node that accepts and never claims. */
    public Node idle() {
        return new Node(this);
    }
}
