package dev.perdure.engine.rig;

import dev.perdure.agent.AgentId;
import dev.perdure.agent.AgentSettings;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.engine.UseCases;
import dev.perdure.engine.agent.AgentDraft;
import dev.perdure.engine.agent.ArchiveAgent;
import dev.perdure.engine.agent.RegisterAgent;
import dev.perdure.engine.agent.ResolveSettings;
import dev.perdure.engine.agent.ReviseAgent;
import dev.perdure.engine.agent.SettingsCheck;
import dev.perdure.engine.budget.BudgetCases;
import dev.perdure.engine.budget.ConcernedSubjects;
import dev.perdure.engine.identity.IdSource;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.OrganisationModels;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.schedule.DueBell;
import dev.perdure.engine.schedule.ScheduleCases;
import dev.perdure.engine.secret.SecretCases;
import dev.perdure.engine.session.AnswerApproval;
import dev.perdure.engine.session.CancelTurn;
import dev.perdure.engine.session.ExplainSession;
import dev.perdure.engine.session.HandInResults;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.session.ListPending;
import dev.perdure.engine.session.MessageDraft;
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
import dev.perdure.engine.worker.Worker;
import dev.perdure.event.TurnEvent;
import dev.perdure.harness.Harness;
import dev.perdure.harness.HarnessBase;
import dev.perdure.harness.HarnessDefaults;
import dev.perdure.harness.HarnessDefinition;
import dev.perdure.json.JsonObject;
import dev.perdure.message.MessageStrategy;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.turn.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One node of a storage, wired as the engine wires itself, with every part in the test's hands. */
public final class Node implements AutoCloseable {

    private final NodeParts parts;
    private final Worker worker;
    private final UseCases useCases;

    Node(NodeParts parts) {
        this.parts = parts;
        Storage storage = parts.storage();
        IdSource ids = IdSource.timeOrdered();
        ModelCatalog models =
                new ModelCatalog(List.of(parts.model()), OrganisationModels.NONE, parts.profiles());
        ToolCatalog tools =
                new ToolCatalog(
                        List.of(parts.tools(), new GateCapabilities(), new SteeringCapabilities()));
        Harnesses harnesses =
                Harnesses.of(
                        new HarnessDefinition(
                                Harness.GENERIC_ID, "generic", "", "", null, HarnessBase.EMPTY),
                        new HarnessDefaults(
                                ScriptedModel.NAME, parts.limits(), parts.whenUnknown()));
        Timing timing = parts.timing();
        ConcernedSubjects subjects = new ConcernedSubjects(storage.budgets(), storage.clock());
        Moments moments = new Moments(parts.clock(), ids, new Random(7), timing);
        ResolveSettings resolve = new ResolveSettings(harnesses, tools, models);
        AgentResolver resolver = new AgentResolver(storage.agents(), resolve);
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
        FoldedSessions folded = new FoldedSessions(storage.log());
        this.worker =
                new Worker(
                        storage.work(),
                        new TurnRunner(storage.log(), folded, interpreters),
                        parts.config(),
                        timing);
        SettingsCheck check = new SettingsCheck(tools, models, harnesses);
        ReviseAgent revise = new ReviseAgent(storage.agents(), check, parts.clock());
        this.useCases =
                new UseCases(
                        new RegisterAgent(storage.agents(), revise, check, parts.clock(), ids),
                        revise,
                        new ArchiveAgent(storage.agents(), parts.clock()),
                        resolve,
                        new OpenSession(storage, harnesses, tools, models, ids),
                        new ReviseSession(storage.log(), storage.sessions()),
                        new SubmitMessage(
                                storage.log(), worker, models, parts.clock(), ids, folded),
                        new CancelTurn(storage.log(), folded, worker),
                        new RuleOutcome(
                                storage.log(),
                                folded,
                                worker,
                                OutputSpill.on(storage),
                                parts.clock()),
                        new AnswerApproval(
                                storage.log(),
                                folded,
                                worker,
                                new PinnedEditCheck(resolver),
                                parts.clock()),
                        new HandInResults(
                                storage.log(),
                                folded,
                                worker,
                                OutputSpill.on(storage),
                                parts.clock()),
                        new ListPending(storage.sessions(), folded, session -> List.of()),
                        new ExplainSession(storage.log(), folded),
                        new RemoveSession(storage.sessions(), worker, session -> {}),
                        new ToolServerAssembly(
                                        storage.toolServers(),
                                        ToolServerClient.NONE,
                                        KeyRing.EMPTY,
                                        parts.clock(),
                                        ids)
                                .cases(),
                        BudgetCases.of(storage, ids, subjects, folded),
                        ScheduleCases.of(storage, ids, new DueBell(timing)),
                        SecretCases.of(storage, KeyRing.EMPTY));
    }

    public static NodeParts on(Storage storage) {
        return NodeParts.on(storage);
    }

    void start() {
        worker.start();
    }

    public Storage storage() {
        return parts.storage();
    }

    public Worker worker() {
        return worker;
    }

    public UseCases useCases() {
        return useCases;
    }

    /** Opens a session whose uses of capabilities are these, beside the tools of the node. */
    public SessionKey open(List<ToolDefinition> clientTools, CapabilityRef... uses) {
        List<CapabilityRef> all = new ArrayList<>(List.of(FakeTools.USE));
        all.addAll(List.of(uses));
        return opened(null, clientTools, all);
    }

    /** Opens a session that may use the tools of the node. */
    public SessionKey open() {
        return open(List.of());
    }

    /** Opens a session with client tools of its own. */
    public SessionKey open(List<ToolDefinition> clientTools) {
        return opened(null, clientTools);
    }

    /** Opens a session with an agent of its own, which is pinned when a turn begins. */
    public SessionKey openWithAgent(List<ToolDefinition> clientTools) {
        return open(AgentSettings.of("Agent", "Be kind."), clientTools);
    }

    /** Opens a session with this agent, which is pinned when a turn begins. */
    public SessionKey open(AgentSettings agent) {
        return open(agent, List.of());
    }

    private SessionKey open(AgentSettings agent, List<ToolDefinition> clientTools) {
        AgentDraft draft = AgentDraft.of(agent);
        return opened(
                useCases.registerAgent().register(OrganisationId.DEFAULT, draft).get().agent().id(),
                clientTools);
    }

    private SessionKey opened(@Nullable AgentId agent, List<ToolDefinition> clientTools) {
        return opened(agent, clientTools, List.of(FakeTools.USE));
    }

    private SessionKey opened(
            @Nullable AgentId agent,
            List<ToolDefinition> clientTools,
            List<CapabilityRef> capabilities) {
        SessionSettings settings =
                new SessionSettings(
                        Harness.GENERIC_ID,
                        null,
                        agent,
                        "",
                        List.of(),
                        null,
                        "",
                        capabilities,
                        clientTools,
                        null,
                        JsonObject.empty());
        return useCases.openSession().open(OrganisationId.DEFAULT, settings).get().key();
    }

    /** Says something and answers which turn that caused. */
    public TurnId say(SessionKey session, String text) {
        return say(session, text, MessageStrategy.ENQUEUE);
    }

    /** Says something to a session that may be busy, and answers which turn that caused. */
    public TurnId say(SessionKey session, String text, MessageStrategy strategy) {
        SubmitMessage.Submitted submitted =
                useCases.submitMessage()
                        .submit(session, MessageDraft.ofText(text).with(strategy))
                        .get();
        return ((TurnEvent.MessageReceived) submitted.envelope().entry()).turn();
    }

    public CancelTurn.Outcome cancel(SessionKey session) {
        return useCases.cancelTurn().cancel(session, "Enough.").get();
    }

    /** The log of a session, as this node sees it. */
    public Story story(SessionKey session) {
        return new Story(storage().log(), session);
    }

    @Override
    public void close() {
        worker.close();
    }
}
