package dev.perdure.service;

import com.codahale.metrics.MetricRegistry;
import dev.perdure.engine.Engine;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
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
    static Server start(String configurationFile, PrintStream out) {
        long begin = System.nanoTime();
        Service service = new Service(out);
        boolean ready = false;
        try {
            Server server = service.assemble(configurationFile, begin);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                service.undo();
            }
        }
    }

    private Server assemble(String configurationFile, long begin) {
        Bootstrap<PerdureConfiguration> bootstrap = new Bootstrap<>(new PerdureApplication());
        PerdureConfiguration configuration = ConfigurationReader.read(bootstrap, configurationFile);
        configuration
                .getLoggingFactory()
                .configure(new MetricRegistry(), bootstrap.getApplication().getName());
        Ports.check(configuration.http());
        Database database = keep(Database.open(configuration.database()));
        ServiceComponent parts = parts(configuration, database);
        Engine engine = keep(parts.engine());
        Environment environment = HttpServer.environment(bootstrap, configuration);
        environment.lifecycle().manage(new Stopping(database));
        environment.lifecycle().manage(new Stopping(engine));
        parts.agentProtocol().register(environment);
        parts.rest().register(environment);
        Server server = HttpServer.start(environment, configuration.http());
        out.print(new Banner(configuration, database).text(System.nanoTime() - begin));
        out.flush();
        return server;
    }

    private static ServiceComponent parts(PerdureConfiguration configuration, Database database) {
        return DaggerServiceComponent.factory().create(configuration, database);
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
