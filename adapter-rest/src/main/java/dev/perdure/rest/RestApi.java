package dev.perdure.rest;

import dev.perdure.json.JsonObject;
import dev.perdure.rest.ask.AskFilter;
import dev.perdure.rest.ask.OpenReplies;
import dev.perdure.rest.everruns.DialectChoice;
import dev.perdure.rest.everruns.EverrunsRoutes;
import dev.perdure.rest.everruns.current.CurrentDialect;
import dev.perdure.rest.everruns.nested.NestedDialect;
import dev.perdure.rest.health.HealthResource;
import dev.perdure.rest.health.LogHealthCheck;
import dev.perdure.rest.health.LogProbe;
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
import java.util.EnumSet;
import java.util.function.Supplier;

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
    private final Supplier<JsonObject> healthDetails;
    private final Deliveries deliveries;
    private final EventStreams streams;

    /**
     * @param healthDetails members of {@code /health} that the service contributes
     */
    public RestApi(EngineParts engine, RestConfig config, Supplier<JsonObject> healthDetails) {
        this.engine = engine;
        this.config = config;
        this.healthDetails = healthDetails;
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
        addFilter(
                environment,
                "everruns-dialect",
                new DialectChoice(engine, OrganisationResolver.single(), problems));
        addFilter(environment, "everruns-current-streams", current.streams(streams));
        addFilter(environment, "everruns-nested-streams", nested.streams(streams));
        OpenReplies replies = new OpenReplies(engine.tail());
        environment.lifecycle().addEventListener(replies);
        addFilter(
                environment,
                "ask",
                new AskFilter(engine, OrganisationResolver.single(), problems, replies));
        environment.jersey().register(new ProblemMapper(problems, new EverrunsRoutes()));
        LogProbe probe = new LogProbe(engine.reader());
        environment.healthChecks().register("log", new LogHealthCheck(probe));
        environment.jersey().register(new HealthResource(probe, config.version(), healthDetails));
        current.resources().forEach(environment.jersey()::register);
        nested.resources().forEach(environment.jersey()::register);
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
