package dev.perdure.engine;

import dev.perdure.agent.AgentSettings;
import dev.perdure.engine.agent.AgentDraft;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.engine.model.ModelProfiles;
import dev.perdure.engine.model.SharedProvider;
import dev.perdure.engine.provider.ProviderCases;
import dev.perdure.engine.schedule.ScheduleTimer;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.engine.worker.Worker;
import dev.perdure.refusal.Refusal;
import dev.perdure.session.Session;
import dev.perdure.session.SessionKey;
import dev.perdure.session.SessionSettings;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine, embedded: agents, durable sessions and the loop that answers, on a storage of the
 * program's choice. No HTTP and no framework. Thread-safe. Closing it cuts running turns, for other
 * nodes to go on with, and closes the storage; what was appended stays.
 *
 * <pre>{@code
 * try (Engine engine = Engine.inMemory(models)) {
 *     Conversation conversation = engine.converse("You are a friendly guide.");
 *     conversation.say("What survives a crash?").stream(System.out::print);
 * }
 * }</pre>
 */
public final class Engine implements AutoCloseable {

    private final Storage storage;
    private final Catalogs catalogs;
    private final UseCases useCases;
    private final ProviderCases providers;
    private final @Nullable Worker worker;
    private final @Nullable ScheduleTimer timer;
    private volatile boolean closed;

    Engine(
            Storage storage,
            Catalogs catalogs,
            UseCases useCases,
            ProviderCases providers,
            @Nullable Worker worker,
            @Nullable ScheduleTimer timer) {
        this.storage = storage;
        this.catalogs = catalogs;
        this.useCases = useCases;
        this.providers = providers;
        this.worker = worker;
        this.timer = timer;
    }

    /** An engine that keeps everything in memory; its first model answers what names none. */
    public static Engine inMemory(ModelClient models, ToolRunner... tools) {
        return on(InMemoryStorage.open(), models, tools);
    }

    /**
     * An engine on a storage, which it closes; its first model answers what names none. On failure
     * the storage is closed.
     */
    public static Engine on(Storage storage, ModelClient models, ToolRunner... tools) {
        return closingOnFailure(
                storage,
                () ->
                        assemble(
                                storage,
                                ModelSources.of(List.of(models)),
                                ToolSources.of(List.of(tools)),
                                EngineConfig.of(models.models().getFirst())));
    }

    /**
     * An engine of parts. It has joined and works when this returns; on failure the storage is
     * closed.
     */
    public static Engine start(
            Storage storage,
            List<? extends ModelClient> models,
            List<? extends ToolRunner> tools,
            EngineConfig config) {
        return start(storage, ModelSources.of(models), tools, config);
    }

    /** The same, with models from wherever {@code sources} says. */
    public static Engine start(
            Storage storage,
            ModelSources sources,
            List<? extends ToolRunner> tools,
            EngineConfig config) {
        return start(storage, sources, ToolSources.of(tools), config);
    }

    /** The same, with tools from wherever {@code tools} says. */
    public static Engine start(
            Storage storage, ModelSources sources, ToolSources tools, EngineConfig config) {
        return closingOnFailure(storage, () -> assemble(storage, sources, tools, config));
    }

    /** Opens a conversation with a new agent that has these instructions. */
    public Conversation converse(String instructions) {
        return converse(AgentSettings.of("Agent", instructions));
    }

    /**
     * Opens a conversation with the agent of this name, registered or revised to these settings.
     */
    public Conversation converse(AgentSettings settings) {
        OrganisationId organisation = OrganisationId.DEFAULT;
        Session session =
                orThrow(
                        useCases.registerAgent()
                                .register(organisation, AgentDraft.of(settings))
                                .flatMap(registered ->
                                        useCases.openSession()
                                                .open(
                                                        organisation,
                                                        SessionSettings.of(
                                                                catalogs.harnesses()
                                                                        .standard()
                                                                        .id(),
                                                                registered.agent().id(),
                                                                ""))));
        return resume(session.key());
    }

    /** Goes on with a session that exists, wherever it was opened. */
    public Conversation resume(SessionKey session) {
        return new Conversation(session, storage.log(), useCases.submitMessage(), () -> closed);
    }

    public UseCases useCases() {
        return useCases;
    }

    /** What can be asked of the providers that organisations keep. */
    public ProviderCases providers() {
        return providers;
    }

    public Storage storage() {
        return storage;
    }

    public ModelCatalog models() {
        return catalogs.models();
    }

    public ToolCatalog tools() {
        return catalogs.tools();
    }

    public Harnesses harnesses() {
        return catalogs.harnesses();
    }

    /** What is known of models. */
    public ModelProfiles profiles() {
        return catalogs.profiles();
    }

    /** The providers of the installation, as lists show them. */
    public List<SharedProvider> sharedProviders() {
        return catalogs.sharedProviders();
    }

    /**
     * Prepares this engine for its end: it runs no turn any more that was not running, and those
     * that are come to a point where another node goes on with them, or this one after its next
     * start, without anything being done twice. Blocks until all are handed over. A call of a model
     * or tool that lasts longer than {@code max} is cut, as {@link #close} cuts it at once.
     */
    public void drain(Duration max) {
        stopTimer();
        if (worker != null) {
            worker.drain(max);
        }
    }

    @Override
    public void close() {
        closed = true;
        try (storage) {
            stopTimer();
            if (worker != null) {
                worker.close();
            }
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.close();
        }
    }

    private static Engine assemble(
            Storage storage, ModelSources sources, ToolSources tools, EngineConfig config) {
        return new EngineAssembly(storage, sources, tools, config).start();
    }

    private static Engine closingOnFailure(Storage storage, Supplier<Engine> start) {
        boolean started = false;
        try {
            Engine engine = start.get();
            started = true;
            return engine;
        } finally {
            if (!started) {
                storage.close();
            }
        }
    }

    static <T> T orThrow(Either<Refusal, T> answer) {
        return answer.getOrElseThrow(refusal -> new IllegalArgumentException(refusal.sentence()));
    }

    /** What an engine has to offer. */
    record Catalogs(
            ModelCatalog models,
            List<SharedProvider> sharedProviders,
            ModelProfiles profiles,
            ToolCatalog tools,
            Harnesses harnesses) {}
}
