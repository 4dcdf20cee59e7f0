package dev.perdure.rest;

import dev.perdure.engine.Engine;
import dev.perdure.engine.EngineConfig;
import dev.perdure.engine.ModelSources;
import dev.perdure.engine.ToolSources;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.model.SharedProvider;
import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.store.Storage;
import dev.perdure.engine.worker.WorkerConfig;
import dev.perdure.json.JsonObject;
import dev.perdure.llm.simulated.SimulatedModels;
import dev.perdure.model.ModelRef;
import dev.perdure.rest.agentprotocol.AgentProtocolPlaceholder;
import dev.perdure.rest.health.NodeReport;
import dev.perdure.rest.health.Readiness;
import dev.perdure.rest.http.EngineParts;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.util.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The HTTP edge on ports of its own, over an engine in memory with simulated models. */
public final class RestServer implements AutoCloseable {

    /** What a server that stops grants exchanges under way. */
    public static final java.time.Duration GRACE = java.time.Duration.ofMinutes(2);

    /** Longer than clients keep a connection, so that none sends into one that is being closed. */
    private static final Duration IDLE_TIME_MAX = Duration.minutes(10);

    private final Storage storage;
    private final Engine engine;
    private final ToldServers servers;
    private final Readiness readiness = new Readiness();
    private final RestApi api;
    private final AtomicInteger agentProtocolPort = new AtomicInteger(-1);
    private final DropwizardTestSupport<Configuration> server;

    private RestServer(Storage storage, Engine engine, ToldServers servers, RestConfig config) {
        this.servers = servers;
        this.storage = storage;
        this.engine = engine;
        this.api =
                new RestApi(
                        EngineParts.of(engine),
                        config,
                        new NodeReport(
                                readiness,
                                () -> JsonObject.builder().build(),
                                () -> "counted_total 7\n"));
        Edge edge = new Edge(api, agentProtocolPort, readiness);
        this.server =
                new DropwizardTestSupport<>(Edge.class, configuration()) {
                    @Override
                    public Application<Configuration> newApplication() {
                        return edge;
                    }
                };
    }

    public static RestServer start(RestConfig config) {
        return start(config, InMemoryStorage.open());
    }

    public static RestServer start(RestConfig config, Storage storage) {
        return start(
                config,
                storage,
                new EngineConfig(WorkerConfig.DEFAULT, new ModelRef("simulated-fast"), true));
    }

    public static RestServer start(RestConfig config, Storage storage, EngineConfig engineConfig) {
        ToldServers servers = new ToldServers();
        Engine engine =
                Engine.start(
                        storage,
                        sources(),
                        new ToolSources(List.of(new ArithmeticTool(), new LetterTool()), servers),
                        engineConfig);
        RestServer started = new RestServer(storage, engine, servers, config);
        boolean up = false;
        try {
            started.server.before();
            started.agentProtocolPort.set(started.server.getPort(1));
            up = true;
            return started;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        } finally {
            if (!up) {
                engine.close();
            }
        }
    }

    private static ModelSources sources() {
        SimulatedModels models = SimulatedModels.create();
        return new ModelSources(
                List.of(models),
                List.of(new SharedProvider("simulated", "llmsim", "", false, models.models())),
                new LockedModels(),
                KeyRing.parse("test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
                LockedModels::profile);
    }

    public int port() {
        return server.getPort(0);
    }

    public int agentProtocolPort() {
        return server.getPort(1);
    }

    /** What answers as MCP servers. */
    public ToldServers servers() {
        return servers;
    }

    public Storage storage() {
        return storage;
    }

    public Engine engine() {
        return engine;
    }

    public Readiness readiness() {
        return readiness;
    }

    public RestApi api() {
        return api;
    }

    public WireClient client() {
        return new WireClient(port());
    }

    @Override
    public void close() {
        server.after();
        engine.close();
    }

    private static Configuration configuration() {
        HttpConnectorFactory application = connector();
        HttpConnectorFactory agentProtocol = connector();
        DefaultServerFactory factory = new DefaultServerFactory();
        factory.setApplicationConnectors(List.of(application, agentProtocol));
        factory.setAdminConnectors(List.of(connector()));
        factory.setRegisterDefaultExceptionMappers(false);
        factory.setEnableVirtualThreads(true);
        factory.setShutdownGracePeriod(Duration.seconds(GRACE.toSeconds()));
        LogbackAccessRequestLogFactory requestLog = new LogbackAccessRequestLogFactory();
        requestLog.setAppenders(List.of());
        factory.setRequestLogFactory(requestLog);
        Configuration configuration = new Configuration();
        configuration.setServerFactory(factory);
        DefaultLoggingFactory logging = new DefaultLoggingFactory();
        logging.setLevel("WARN");
        configuration.setLoggingFactory(logging);
        return configuration;
    }

    private static HttpConnectorFactory connector() {
        HttpConnectorFactory connector = new HttpConnectorFactory();
        connector.setPort(0);
        connector.setBindHost("127.0.0.1");
        connector.setIdleTimeout(IDLE_TIME_MAX);
        return connector;
    }

    private static final class Edge extends Application<Configuration> {

        private final RestApi api;
        private final AtomicInteger agentProtocolPort;
        private final Readiness readiness;

        Edge(RestApi api, AtomicInteger agentProtocolPort, Readiness readiness) {
            this.api = api;
            this.agentProtocolPort = agentProtocolPort;
            this.readiness = readiness;
        }

        @Override
        public void run(Configuration configuration, Environment environment) {
            new AgentProtocolPlaceholder(port -> port == agentProtocolPort.get(), readiness)
                    .register(environment);
            api.register(environment);
        }
    }
}
