package dev.perdure.contract.crash;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.agent.AgentDraft;
import dev.perdure.engine.agent.RegisterAgent;
import dev.perdure.engine.agent.ResolveSettings;
import dev.perdure.engine.agent.ReviseAgent;
import dev.perdure.engine.agent.SettingsCheck;
import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.engine.budget.ConcernedSubjects;
import dev.perdure.engine.budget.KeepBudgets;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.schedule.ScheduleTimer;
import dev.perdure.engine.session.AnswerApproval;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.HandInResults;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.OpenSession;
import dev.perdure.engine.session.RemoveSession;
import dev.perdure.engine.session.ReviseSession;
import dev.perdure.engine.session.RuleOutcome;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.tool.GateCapabilities;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.engine.turn.Interpreters;
import dev.perdure.engine.turn.TurnRunner;
import dev.perdure.engine.turn.effect.AgentResolver;
import dev.perdure.engine.turn.effect.ModelCaller;
import dev.perdure.engine.turn.effect.Moments;
import dev.perdure.engine.turn.effect.OutputSpill;
import dev.perdure.engine.turn.effect.PinnedEditCheck;
import dev.perdure.engine.turn.effect.Spending;
import dev.perdure.engine.turn.effect.ToolCaller;
import dev.perdure.engine.turn.effect.TurnStarter;
import dev.perdure.engine.view.FoldedSessions;
import dev.perdure.engine.worker.Worker;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.json.JsonObject;
import dev.perdure.model.ModelRef;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The engine, wired as it wires itself, behind watched doors. */
final class Node implements AutoCloseable {

    private static final int PLACES = 10;
    private static final Duration HEARTBEAT = Duration.ofMillis(50);

    /** Seldom, so that no poll covers up for a hint. */
    private static final Duration POLL = Duration.ofSeconds(10);

    private final Storage storage;
    private final Worker worker;
    private final @Nullable ScheduleTimer timer;
    private final RegisterAgent registerAgent;
    private final OpenSession openSession;
    private final SubmitMessage submitMessage;
    private final CancelTurn cancelTurn;
    private final RuleOutcome ruleOutcome;
    private final AnswerApproval answerApproval;
    private final HandInResults handInResults;
    private final ReviseSession reviseSession;
    private final RemoveSession removeSession;
    private final KeepBudgets keepBudgets;
    private final List<ModelRef> fallbacks;

    Node(Storage storage, World world, Watcher watcher) {
        this.storage = storage;
        this.fallbacks = world.setting().fallbacks();
        InstantSource clock = world.clock();
        IdSource ids = IdSource.timeOrdered();
        Timing timing = Timing.system();
        ModelCatalog models = new ModelCatalog(List.of(new WatchedModel(world.model(), watcher)));
        Harnesses harnesses = harnesses(world.setting());
        FoldedSessions folded = new FoldedSessions(storage.log());
        Delegation delegation = new Delegation(storage, clock, models, folded, harnesses, timing);
        ToolCatalog tools =
                new ToolCatalog(
                        List.of(
                                new WatchedTools(world.tools(), watcher),
                                new WatchedTools(served(storage, world, watcher), watcher),
                                new GateCapabilities(),
                                delegation.tools()));
        ConcernedSubjects subjects = new ConcernedSubjects(storage.budgets(), storage.clock());
        Moments moments = new Moments(clock, ids, new Random(7), timing);
        AgentResolver resolver =
                new AgentResolver(storage.agents(), new ResolveSettings(harnesses, tools, models));
        Interpreters interpreters =
                new Interpreters(
                        new TurnStarter(resolver),
                        resolver,
                        new ModelCaller(
                                models,
                                storage.log(),
                                moments,
                                storage.circuits(),
                                new Spending(storage.budgets(), subjects)),
                        new ToolCaller(tools, moments, OutputSpill.on(storage)),
                        moments);
        TurnRunner runner = new TurnRunner(storage.log(), folded, interpreters, delegation.bell());
        WorkerConfig config = new WorkerConfig(PLACES, HEARTBEAT, world.sweep(), POLL);
        this.worker = new Worker(storage.work(), runner, config, timing);
        SettingsCheck check = new SettingsCheck(tools, models, harnesses);
        this.registerAgent =
                new RegisterAgent(
                        storage.agents(),
                        new ReviseAgent(storage.agents(), check, clock),
                        check,
                        clock,
                        ids);
        this.openSession = new OpenSession(storage, harnesses, tools, models, ids);
        this.submitMessage = new SubmitMessage(storage.log(), worker, models, clock, ids, folded);
        this.cancelTurn = new CancelTurn(storage.log(), folded, worker);
        this.ruleOutcome =
                new RuleOutcome(storage.log(), folded, worker, OutputSpill.on(storage), clock);
        this.answerApproval =
                new AnswerApproval(
                        storage.log(), folded, worker, new PinnedEditCheck(resolver), clock);
        this.handInResults =
                new HandInResults(storage.log(), folded, worker, OutputSpill.on(storage), clock);
        this.reviseSession = new ReviseSession(storage.log(), storage.sessions());
        this.removeSession = new RemoveSession(storage.sessions(), worker, session -> {});
        this.timer = world.setting().delegates() ? delegation.timer(worker) : null;
        this.keepBudgets = BudgetCases.of(storage, ids, subjects, folded).keep();
    }

    void start() {
        worker.start();
        if (timer != null) {
            timer.start();
        }
    }

    Storage storage() {
        return storage;
    }

    /** A session with an agent, which is looked up when a turn begins. */
    SessionKey open() {
        OrganisationId organisation = OrganisationId.DEFAULT;
        AgentDraft draft =
                AgentDraft.of(AgentSettings.of("Agent", "Be kind.").withFallbackModels(fallbacks));
        AgentId agent = registerAgent.register(organisation, draft).get().agent().id();
        SessionSettings settings =
                new SessionSettings(
                        Harness.GENERIC_ID,
                        null,
                        agent,
                        "",
                        List.of(),
                        null,
                        "",
                        List.of(),
                        PlayedTools.OF_THE_CLIENT,
                        null,
                        JsonObject.empty());
        return openSession.open(organisation, settings).get().key();
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

    AnswerApproval answerApproval() {
        return answerApproval;
    }

    HandInResults handInResults() {
        return handInResults;
    }

    ReviseSession reviseSession() {
        return reviseSession;
    }

    KeepBudgets keepBudgets() {
        return keepBudgets;
    }

    RemoveSession removeSession() {
        return removeSession;
    }

    /** Stops as a node does that is asked to; its storage stays open. */
    @Override
    public void close() {
        if (timer != null) {
            timer.close();
        }
        worker.close();
    }

    private static List<CapabilityRef> uses(Setting setting) {
        return setting.delegates()
                ? List.of(PlayedTools.USE, ServedRuns.USE, PlayedTools.RULE, Delegation.USE)
                : List.of(PlayedTools.USE, ServedRuns.USE, PlayedTools.RULE);
    }

    private static ServedRuns served(Storage storage, World world, Watcher watcher) {
        WatchedServer server = new WatchedServer(world.server(), watcher);
        return new ServedRuns(
                PlayedServer.over(storage, server, world.clock()).tools(), world.server());
    }

    private static Harnesses harnesses(Setting setting) {
        return Harnesses.of(
                new HarnessDefinition(
                        Harness.GENERIC_ID,
                        "generic",
                        "",
                        "",
                        null,
                        HarnessBase.of("", uses(setting))),
                new HarnessDefaults(PlayedModel.NAME, setting.limits(), setting.policy()));
    }
}
