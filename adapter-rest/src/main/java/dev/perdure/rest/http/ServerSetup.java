package dev.perdure.rest.http;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * Prepares the HTTP server the moment before it starts, when all of it exists and nothing of it
 * runs: unread bodies and tidy paths in front, problems in a dialect's words behind.
 */
public final class ServerSetup implements LifeCycle.Listener {

    private static final UriCompliance LENIENT =
            UriCompliance.DEFAULT.with("perdure", UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT);

    private final ProblemFormat format;

    public ServerSetup(ProblemFormat format) {
        this.format = format;
    }

    /** What the context itself refuses is worded alike. */
    public void prepare(ServletContextHandler context) {
        context.setErrorHandler(new ContainerProblems(format));
    }

    @Override
    public void lifeCycleStarting(LifeCycle starting) {
        if (starting instanceof Server server) {
            // Found as a bean: metrics wrap the factories the connectors know.
            for (HttpConnectionFactory http :
                    server.getContainedBeans(HttpConnectionFactory.class)) {
                prepare(http.getHttpConfiguration());
            }
            TidyPaths tidy = new TidyPaths();
            tidy.setHandler(server.getHandler());
            UnreadBodies unread = new UnreadBodies();
            unread.setHandler(tidy);
            server.setHandler(unread);
            server.setErrorHandler(new ContainerProblems(format));
        }
    }

    private static void prepare(HttpConfiguration configuration) {
        configuration.setUriCompliance(LENIENT);
        configuration.setSendServerVersion(false);
    }
}
