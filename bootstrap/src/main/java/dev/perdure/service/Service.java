package dev.perdure.service;

import com.codahale.metrics.MetricRegistry;
import dev.perdure.engine.Engine;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service from its start to its end. Whatever stops the start also undoes it. */
final class Service {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final PrintStream out;

    private Service(PrintStream out) {
        this.out = out;
    }

    /** Starts everything and says so. */
    static Server start(
            String configurationFile, Map<String, String> environment, PrintStream out) {
        long begin = System.nanoTime();
        Service service = new Service(out);
        boolean ready = false;
        try {
            Server server = service.assemble(configurationFile, environment, begin);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                service.undo();
            }
        }
    }

    private Server assemble(String configurationFile, Map<String, String> environment, long begin) {
        Bootstrap<PerdureConfiguration> bootstrap = new Bootstrap<>(new PerdureApplication());
        PerdureConfiguration configuration =
                ConfigurationReader.read(bootstrap, configurationFile, environment);
        configuration
                .getLoggingFactory()
                .configure(new MetricRegistry(), bootstrap.getApplication().getName());
        boolean accepts = configuration.engine().role().accepts();
        Ports.check(configuration.http(), accepts);
        WayOut wayOut = keep(WayOut.of(configuration.egress(), environment));
        Models models = Models.open(configuration.models(), wayOut, environment);
        Traces traces = keep(Traces.of(configuration.telemetry(), models.providers()));
        Database database = keep(Database.open(configuration.database()));
        ServiceComponent parts =
                DaggerServiceComponent.factory().create(configuration, database, models, traces);
        Engine engine = keep(parts.engine());
        Environment server = HttpServer.environment(bootstrap, configuration);
        server.lifecycle().manage(new Stopping(wayOut));
        server.lifecycle().manage(new Stopping(database));
        server.lifecycle().manage(new Stopping(traces));
        server.lifecycle().manage(new Stopping(engine));
        if (accepts) {
            parts.agentProtocol().register(server);
        }
        parts.rest().register(server);
        Server started = HttpServer.start(server, configuration.http(), accepts);
        new OrderlyEnd(parts.readiness(), engine, configuration.engine().drainMax(), started)
                .atTermination();
        out.print(new Banner(configuration, database, models).text(System.nanoTime() - begin));
        out.flush();
        return started;
    }

    private <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    @SuppressWarnings("IllegalCatch")
    private void undo() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception failed) {
                LOG.warn("A part could not be stopped after the failed start.", failed);
            }
        }
    }
}
