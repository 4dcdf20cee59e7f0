package dev.perdure.engine;

import dev.perdure.engine.agent.ArchiveAgent;
import dev.perdure.engine.agent.RegisterAgent;
import dev.perdure.engine.agent.ResolveSettings;
import dev.perdure.engine.agent.ReviseAgent;
import dev.perdure.engine.agent.SettingsCheck;
import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.engine.budget.BudgetTools;
import dev.perdure.engine.budget.ConcernedSubjects;
import dev.perdure.engine.budget.ReadBudgets;
import dev.perdure.engine.delegation.BackgroundModel;
import dev.perdure.engine.delegation.TaskTools;
import dev.perdure.engine.delegation.Tasks;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.model.SharedProvider;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.ProviderAssembly;
import dev.perdure.engine.provider.ProviderDirectory;
import dev.perdure.engine.schedule.DueBell;
import dev.perdure.engine.schedule.FireSchedule;
import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.schedule.ScheduleTimer;
import dev.perdure.engine.schedule.ScheduleTools;
import dev.perdure.engine.schedule.TaskBell;
import dev.perdure.engine.schedule.TaskWatch;
import dev.perdure.engine.secret.SecretCases;
import dev.perdure.engine.session.AnswerApproval;
import dev.perdure.engine.session.AnswerTask;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.ExplainSession;
import dev.perdure.engine.session.HandInResults;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.ListPending;
import dev.perdure.engine.session.OpenSession;
import dev.perdure.engine.session.RemoveSession;
import dev.perdure.engine.session.ReviseSession;
import dev.perdure.engine.session.RuleOutcome;
import dev.perdure.engine.session.SubmitMessage;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.timing.Timing;
import dev.perdure.engine.tool.GateCapabilities;
import dev.perdure.engine.tool.SteeringCapabilities;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.engine.toolserver.ToolServerAssembly;
import dev.perdure.engine.toolserver.ToolServerClient;
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
import dev.perdure.engine.view.Snapshots;
import dev.perdure.engine.work.LocalPlaces;
import dev.perdure.engine.worker.Worker;
import dev.perdure.harness.HarnessDefaults;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of an engine, joined; one line per part. */
final class EngineAssembly {

    private final Storage storage;
    private final List<SharedProvider> sharedProviders;
    private final ModelProfiles profiles;
    private final ProviderAssembly providers;
    private final ProviderDirectory directory;
    private final ModelCatalog models;
    private final ToolServerAssembly toolServers;
    private final ToolCatalog tools;
    private final Harnesses harnesses;
    private final ResolveSettings resolve;
    private final EngineConfig config;
    private final InstantSource clock;
    private final IdSource ids = IdSource.timeOrdered();
    private final Timing timing = Timing.system();
    private final AgentResolver resolver;
    private final FoldedSessions folded;
    private final ConcernedSubjects subjects;
    private final DueBell bell;
    private final ScheduleCases schedules;
    private final TaskBell taskBell;
    private final Tasks tasks;
    private final KeyRing keys;

    EngineAssembly(Storage storage, ModelSources sources, ToolSources tools, EngineConfig config) {
        this.storage = storage;
        this.clock = storage.clock();
        this.sharedProviders = sources.shared();
        this.profiles = sources.profiles();
        this.keys = sources.keys();
        this.providers =
                new ProviderAssembly(
                        storage.providers(),
                        storage.circuits(),
                        sources.drivers(),
                        sources.keys(),
                        sources.shared().stream()
                                .map(SharedProvider::name)
                                .collect(Collectors.toSet()),
                        clock,
                        ids);
        this.directory = providers.directory();
        this.models =
                new ModelCatalog(sources.clients(), directory, profiles, new BackgroundModel());
        this.bell = new DueBell(timing);
        this.schedules = ScheduleCases.of(storage, ids, bell);
        this.toolServers =
                new ToolServerAssembly(
                        storage.toolServers(), tools.servers(), sources.keys(), clock, ids);
        this.harnesses = new Harnesses(config.harnesses(), HarnessDefaults.of(config.model()));
        this.folded = new FoldedSessions(storage.log(), new Snapshots(storage.snapshots(), timing));
        this.taskBell = new TaskBell(storage.schedules(), bell, clock);
        this.tasks = tasks();
        this.tools = new ToolCatalog(withOwn(tools), config.arguments());
        harnesses.check(this.tools);
        this.resolve = new ResolveSettings(harnesses, this.tools, models);
        this.resolver = new AgentResolver(storage.agents(), resolve);
        this.config = config;
        this.subjects = new ConcernedSubjects(storage.budgets(), clock);
    }

    Engine start() {
        Worker worker = config.claims() ? worker() : null;
        UseCases useCases = useCases(worker);
        ScheduleTimer timer = worker == null ? null : timer(useCases, worker);
        if (worker != null) {
            worker.start();
        }
        if (timer != null) {
            timer.start();
        }
        return new Engine(
                storage,
                new Engine.Catalogs(models, sharedProviders, profiles, tools, harnesses),
                useCases,
                providers.cases(directory),
                worker,
                timer);
    }

    /** The tools of the program, and those that the engine itself brings along. */
    private List<ToolRunner> withOwn(ToolSources brought) {
        List<ToolRunner> all = new ArrayList<>(brought.runners());
        all.add(new ScheduleTools(schedules));
        all.add(new TaskTools(tasks, timing));
        if (!brought.servers().equals(ToolServerClient.NONE)) {
            all.add(toolServers.tools());
        }
        all.add(new GateCapabilities());
        all.add(new SteeringCapabilities());
        all.add(new BudgetTools(new ReadBudgets(storage.budgets(), clock), storage.sessions()));
        return all;
    }

    /** Their turns are claimed by whoever has a place, and not at birth. */
    private Tasks tasks() {
        LocalPlaces nowhere = LocalPlaces.none();
        return new Tasks(
                storage.log(),
                folded,
                new SubmitMessage(storage.log(), nowhere, models, clock, ids, folded),
                new CancelTurn(storage.log(), folded, nowhere),
                new Tasks.Watching(schedules, taskBell),
                new Tasks.Parentage(storage.agents(), harnesses));
    }

    private ScheduleTimer timer(UseCases useCases, LocalPlaces places) {
        return new ScheduleTimer(
                storage.schedules(),
                new FireSchedule(
                        storage.schedules(),
                        useCases.submitMessage(),
                        folded,
                        new TaskWatch(
                                folded,
                                new AnswerTask(storage.log(), folded, places, clock),
                                new TaskWatch.Crew(tasks::isAtWork, tasks::answer, tasks::stop)),
                        clock),
                bell,
                clock,
                timing);
    }

    private Worker worker() {
        Moments moments = new Moments(clock, ids, new SecureRandom(), timing);
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
        return new Worker(
                storage.work(),
                new TurnRunner(storage.log(), folded, interpreters, taskBell),
                config.worker(),
                timing);
    }

    private UseCases useCases(@Nullable Worker worker) {
        LocalPlaces places = worker == null ? LocalPlaces.none() : worker;
        SettingsCheck check = new SettingsCheck(tools, models, harnesses);
        ReviseAgent revise = new ReviseAgent(storage.agents(), check, clock);
        return new UseCases(
                new RegisterAgent(storage.agents(), revise, check, clock, ids),
                revise,
                new ArchiveAgent(storage.agents(), clock),
                resolve,
                new OpenSession(storage, harnesses, tools, models, ids),
                new ReviseSession(storage.log(), storage.sessions()),
                new SubmitMessage(storage.log(), places, models, clock, ids, folded),
                new CancelTurn(storage.log(), folded, places),
                new RuleOutcome(storage.log(), folded, places, OutputSpill.on(storage), clock),
                new AnswerApproval(
                        storage.log(), folded, places, new PinnedEditCheck(resolver), clock),
                new HandInResults(storage.log(), folded, places, OutputSpill.on(storage), clock),
                new ListPending(storage.sessions(), folded, tasks::open),
                new ExplainSession(storage.log(), folded),
                new RemoveSession(storage.sessions(), places, tasks::stopTasks),
                toolServers.cases(),
                BudgetCases.of(storage, ids, subjects, folded),
                schedules,
                SecretCases.of(storage, keys));
    }
}
