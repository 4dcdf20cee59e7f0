package dev.perdure.service;

import dagger.Module;
import dagger.Provides;
import dev.perdure.engine.Engine;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.rest.RestApi;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.agentprotocol.AgentProtocolPlaceholder;
import dev.perdure.rest.health.NodeReport;
import dev.perdure.rest.health.Readiness;
import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.http.EngineParts;
import dev.perdure.telemetry.EngineMetrics;
import jakarta.inject.Singleton;
import java.util.Set;

/** The HTTP edge. */
@Module
interface EdgeModule {

    @Provides
    @Singleton
    static Readiness readiness() {
        return new Readiness();
    }

    @Provides
    static NodeDetails details(
            Models models, PerdureConfiguration configuration, PostgresStorage storage) {
        return new NodeDetails(models, configuration, storage);
    }

    @Provides
    static NodeReport report(Readiness readiness, NodeDetails details, EngineMetrics metrics) {
        return new NodeReport(readiness, details::now, metrics::text);
    }

    @Provides
    @Singleton
    static RestApi rest(Engine engine, PerdureConfiguration configuration, NodeReport report) {
        return new RestApi(
                EngineParts.of(engine),
                new RestConfig(
                        Version.current(),
                        configuration.streams().sseConfig(),
                        new CrossOriginConfig(
                                Set.of(),
                                true,
                                configuration.http().bind() == HttpConfig.Bind.LOOPBACK),
                        configuration.engine().role().accepts()),
                report);
    }

    @Provides
    @Singleton
    static AgentProtocolPlaceholder agentProtocol(
            PerdureConfiguration configuration, Readiness readiness) {
        int own = configuration.http().agentProtocolPort();
        return new AgentProtocolPlaceholder(port -> port == own, readiness);
    }
}
