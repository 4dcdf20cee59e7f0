package dev.perdure.contract.simulation;

import dev.perdure.engine.agent.ResolveSettings;
import dev.perdure.engine.budget.ConcernedSubjects;
import dev.perdure.engine.log.EventLog;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.RuleOutcome;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.engine.turn.Interpreters;
import dev.perdure.engine.turn.TurnRunner;
import dev.perdure.engine.turn.effect.AgentResolver;
import dev.perdure.engine.turn.effect.ModelCaller;
import dev.perdure.engine.turn.effect.Moments;
import dev.perdure.engine.turn.effect.OutputSpill;
import dev.perdure.engine.turn.effect.Spending;
import dev.perdure.engine.turn.effect.ToolCaller;
import dev.perdure.engine.turn.effect.TurnStarter;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.engine.worker.Worker;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.turn.TurnLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One life of a node: the engine, wired as it wires itself, on what the world provides. */
final class VirtualNode {

    static final WorkerConfig CONFIG =
            new WorkerConfig(
                    3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(1));

    private static final TurnLimits LIMITS =
            new TurnLimits(
                    8,
                    5,
                    2,
                    Duration.ofHours(1),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(90),
                    100_000,
                    100_000,
                    Duration.ofHours(1),
                    TurnLimits.SAME_STEPS,
                    TurnLimits.TOOL_OUTPUT_CHARACTERS);
    private static final Duration BOOT_PAUSE = Duration.ofMillis(500);

    private final Surroundings world;
    private final Life life;
    private final VirtualTiming timing;
    private final EventLog log;
    private final Worker worker;
    private final SubmitMessage submitMessage;
    private final CancelTurn cancelTurn;
    private final RuleOutcome ruleOutcome;
    private Duration clockOffset = Duration.ZERO;
    private boolean up;

    VirtualNode(Surroundings world, String name) {
        this.world = world;
        this.life = new Life(name);
        this.timing = new VirtualTiming(world.carrier(), life);
        Wire wire = new Wire(world, life);
        DistantStorage storage = new DistantStorage(world.store(), wire, timing);
        this.log = storage.log();
        ModelCatalog models =
                new ModelCatalog(List.of(new Model(world.carrier(), world.chance(), life)));
        ToolCatalog tools = new ToolCatalog(List.of(new Tools(world, life)));
        Harnesses harnesses = harnesses(world);
        FoldedSessions folded = new FoldedSessions(log);
        ConcernedSubjects subjects = new ConcernedSubjects(storage.budgets(), storage.clock());
        Moments moments =
                new Moments(this::time, world.chance()::uuid, world.chance().generator(), timing);
        AgentResolver resolver =
                new AgentResolver(storage.agents(), new ResolveSettings(harnesses, tools, models));
        Interpreters interpreters =
                new Interpreters(
                        new TurnStarter(resolver),
                        resolver,
                        new ModelCaller(
                                models,
                                log,
                                moments,
                                storage.circuits(),
                                new Spending(storage.budgets(), subjects)),
                        new ToolCaller(tools, moments, OutputSpill.on(storage)),
                        moments);
        this.worker =
                new Worker(
                        storage.work(), new TurnRunner(log, folded, interpreters), CONFIG, timing);
        this.submitMessage =
                new SubmitMessage(log, worker, models, this::time, world.chance()::uuid, folded);
        this.cancelTurn = new CancelTurn(log, folded, worker);
        this.ruleOutcome =
                new RuleOutcome(log, folded, worker, OutputSpill.on(storage), this::time);
    }

    Life life() {
        return life;
    }

    EventLog log() {
        return log;
    }

    SubmitMessage submitMessage() {
        return submitMessage;
    }

    CancelTurn cancelTurn() {
        return cancelTurn;
    }

    RuleOutcome ruleOutcome() {
        return ruleOutcome;
    }

    /** Whether it has joined and was neither killed nor closed. */
    boolean isUp() {
        return up && !life.isOver();
    }

    void moveClock(Duration offset) {
        clockOffset = offset;
    }

    /** Starts, as soon as the store is in reach. */
    void start() {
        run("boot", this::boot);
    }

    /** Closes as a node does that was asked to, and is gone after that. */
    void close() {
        up = false;
        run(
                "close",
                () -> {
                    worker.close();
                    life.end();
                });
    }

    /** Does something on a thread of this node. */
    void run(String name, Runnable task) {
        timing.thread(name, task).start();
    }

    private void boot() {
        while (!up) {
            try {
                worker.start();
                up = true;
            } catch (WorkUnavailable outage) {
                world.carrier().rest(life, BOOT_PAUSE);
            }
        }
    }

    private Instant time() {
        return world.store().trueTime().plus(clockOffset);
    }

    private static Harnesses harnesses(Surroundings world) {
        return Harnesses.of(
                new HarnessDefinition(
                        Harness.GENERIC_ID,
                        "generic",
                        "",
                        "",
                        null,
                        HarnessBase.of("", List.of(Tools.USE))),
                new HarnessDefaults(Model.NAME, LIMITS, world.policy()));
    }
}
