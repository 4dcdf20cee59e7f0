package dev.perdure.service;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.util.DataSize;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;

/** The HTTP server: virtual threads, one for each request and each open stream. */
final class HttpServer {

    /** Also bounds the virtual threads, and a stream holds one as long as it is open. */
    private static final int THREADS_MAX = 20_000;

    /** Longer than any heartbeat, so that only dead connections reach it. */
    private static final Duration IDLE_TIME_MAX = Duration.seconds(60);

    /** The head of a chunk is the smallest; what is smaller than this is allocated each time. */
    private static final DataSize POOLED_BUFFER_MIN = DataSize.bytes(1);

    private static final Duration DRAIN_TIME_MAX = Duration.seconds(2);

    private HttpServer() {}

    static Environment environment(
            Bootstrap<PerdureConfiguration> bootstrap, PerdureConfiguration configuration) {
        return new Environment(
                bootstrap.getApplication().getName(),
                bootstrap.getObjectMapper(),
                bootstrap.getValidatorFactory(),
                bootstrap.getMetricRegistry(),
                bootstrap.getClassLoader(),
                bootstrap.getHealthCheckRegistry(),
                configuration);
    }

    /**
     * @param accepts whether clients are served, and the Agent Protocol's port with them
     */
    static Server start(Environment environment, HttpConfig http, boolean accepts) {
        Server server = factory(http, accepts).build(environment);
        // There is more to do than this server knows of, and some of it comes first.
        server.setStopAtShutdown(false);
        try {
            server.start();
            return server;
        } catch (IOException notBound) {
            throw new StartRefused(
                    "The HTTP server cannot listen: " + notBound.getMessage(), notBound);
        } catch (Exception failed) {
            throw new StartRefused("The HTTP server does not start: " + failed, failed);
        }
    }

    private static DefaultServerFactory factory(HttpConfig http, boolean accepts) {
        DefaultServerFactory factory = new DefaultServerFactory();
        List<ConnectorFactory> connectors = new ArrayList<>();
        for (String host : Ports.hosts(http.bind())) {
            connectors.add(connector(host, http.port()));
            if (accepts) {
                connectors.add(connector(host, http.agentProtocolPort()));
            }
        }
        factory.setApplicationConnectors(connectors);
        factory.setAdminConnectors(List.of());
        factory.setEnableVirtualThreads(true);
        factory.setMaxThreads(THREADS_MAX);
        factory.setShutdownGracePeriod(DRAIN_TIME_MAX);
        factory.setRegisterDefaultExceptionMappers(false);
        LogbackAccessRequestLogFactory silent = new LogbackAccessRequestLogFactory();
        silent.setAppenders(List.of());
        factory.setRequestLogFactory(silent);
        return factory;
    }

    private static ConnectorFactory connector(String host, int port) {
        HttpConnectorFactory connector = new HttpConnectorFactory();
        connector.setBindHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_TIME_MAX);
        connector.setMinBufferPoolSize(POOLED_BUFFER_MIN);
        return connector;
    }
}
