package dev.perdure.rest;

import dev.perdure.rest.ask.AskFilter;
import dev.perdure.rest.ask.OpenReplies;
import dev.perdure.rest.documentation.ApiDocument;
import dev.perdure.rest.documentation.ApiPart;
import dev.perdure.rest.documentation.HomeResource;
import dev.perdure.rest.documentation.OpenApiResource;
import dev.perdure.rest.documentation.SwaggerUiResource;
import dev.perdure.rest.everruns.DialectChoice;
import dev.perdure.rest.everruns.EverrunsRoutes;
import dev.perdure.rest.everruns.current.CurrentDialect;
import dev.perdure.rest.everruns.nested.NestedDialect;
import dev.perdure.rest.everruns.wire.WireId;
import dev.perdure.rest.health.HealthOnly;
import dev.perdure.rest.health.HealthResource;
import dev.perdure.rest.health.LogHealthCheck;
import dev.perdure.rest.health.LogProbe;
import dev.perdure.rest.health.MetricsResource;
import dev.perdure.rest.health.NodeReport;
import dev.perdure.rest.http.CrossOriginFilter;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.rest.http.OrganisationResolver;
import dev.perdure.rest.http.ProblemFormat;
import dev.perdure.rest.http.ProblemMapper;
import dev.perdure.rest.http.ServerSetup;
import dev.perdure.rest.sse.Deliveries;
import dev.perdure.rest.sse.EventStreams;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.glassfish.jersey.server.ServerProperties;

/**
 * The whole HTTP edge: every dialect, health, problems, streams. Register it once; what it needs of
 * the server's life it then looks after itself.
 *
 * <p>Streams have threads of their own, so their number is not bounded by the server's {@code
 * maxThreads}. The connectors' idle timeout has to be longer than the heartbeat of {@link
 * RestConfig#sse()}. The server's default exception mappers have to be off ({@code
 * registerDefaultExceptionMappers: false}), or they answer in their own words.
 */
public final class RestApi {

    private final EngineParts engine;
    private final RestConfig config;
    private final NodeReport report;
    private final Deliveries deliveries;
    private final EventStreams streams;

    /**
     * @param report what the service contributes to {@code /health} and {@code /metrics}
     */
    public RestApi(EngineParts engine, RestConfig config, NodeReport report) {
        this.engine = engine;
        this.config = config;
        this.report = report;
        this.deliveries = new Deliveries(engine.sessions());
        this.streams = new EventStreams(engine.tail(), deliveries, config.sse());
    }

    public void register(Environment environment) {
        CurrentDialect current =
                new CurrentDialect(engine, OrganisationResolver.single(), deliveries);
        NestedDialect nested = new NestedDialect(engine, OrganisationResolver.single(), deliveries);
        ProblemFormat problems = NestedDialect.problems(current.problems());
        ServerSetup setup = new ServerSetup(problems);
        setup.prepare(environment.getApplicationContext());
        environment.lifecycle().addEventListener(setup);
        environment.lifecycle().addEventListener(streams);
        environment.lifecycle().addEventListener(deliveries);
        addFilter(
                environment, "cross-origin", new CrossOriginFilter(config.crossOrigin(), problems));
        if (!config.accepts()) {
            addFilter(environment, "health-only", new HealthOnly(problems));
        }
        addFilter(
                environment,
                "everruns-dialect",
                new DialectChoice(engine, OrganisationResolver.single(), problems));
        Filter currentStreams = current.streams(streams);
        addFilter(environment, "everruns-current-streams", currentStreams);
        Filter nestedStreams = nested.streams(streams);
        addFilter(environment, "everruns-nested-streams", nestedStreams);
        OpenReplies replies = new OpenReplies(engine.tail());
        environment.lifecycle().addEventListener(replies);
        AskFilter ask = new AskFilter(engine, OrganisationResolver.single(), problems, replies);
        addFilter(environment, "ask", ask);
        environment.jersey().register(new ProblemMapper(problems, new EverrunsRoutes()));
        LogProbe probe = new LogProbe(engine.reader());
        environment.healthChecks().register("log", new LogHealthCheck(probe));
        HealthResource health =
                new HealthResource(probe, report.readiness(), config.version(), report.details());
        environment.jersey().register(health);
        environment.jersey().register(new MetricsResource(report.metrics()));
        List<Object> currentResources = current.resources();
        currentResources.forEach(environment.jersey()::register);
        List<Object> nestedResources = nested.resources();
        nestedResources.forEach(environment.jersey()::register);
        document(
                environment,
                List.of(
                        ApiPart.of(HealthResource.class, List.of(health)),
                        ApiPart.of(AskFilter.class, List.of(ask)),
                        ApiPart.of(WireId.class, List.of()),
                        ApiPart.of(CurrentDialect.class, with(currentResources, currentStreams)),
                        ApiPart.of(NestedDialect.class, with(nestedResources, nestedStreams))));
    }

    private static void document(Environment environment, List<ApiPart> parts) {
        // Where a browser is sent on to is relative, so that prefixes of proxies do no harm.
        environment
                .jersey()
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
        environment.jersey().register(new OpenApiResource(ApiDocument.of(parts)));
        environment.jersey().register(new SwaggerUiResource());
        environment.jersey().register(new HomeResource());
    }

    private static List<Object> with(List<Object> resources, Filter filter) {
        List<Object> served = new ArrayList<>(resources);
        served.add(filter);
        return served;
    }

    /** How many streams are open. */
    public int openStreams() {
        return streams.count();
    }

    private static void addFilter(Environment environment, String name, Filter filter) {
        FilterRegistration.Dynamic registration = environment.servlets().addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }
}
