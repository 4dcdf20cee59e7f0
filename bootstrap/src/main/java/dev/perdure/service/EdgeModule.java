package dev.perdure.service;

import dagger.Module;
import dagger.Provides;
import dev.perdure.engine.Engine;
import dev.perdure.json.JsonObject;
import dev.perdure.rest.RestApi;
import dev.perdure.rest.RestConfig;
import dev.perdure.rest.agentprotocol.AgentProtocolPlaceholder;
import dev.perdure.rest.http.CrossOriginConfig;
import dev.perdure.rest.http.EngineParts;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Set;

/** The HTTP edge. */
@Module
interface EdgeModule {

    @Provides
    @Singleton
    static RestApi rest(Engine engine, Models models, PerdureConfiguration configuration) {
        return new RestApi(
                EngineParts.of(engine),
                new RestConfig(
                        Version.current(),
                        configuration.streams().sseConfig(),
                        new CrossOriginConfig(
                                Set.of(),
                                true,
                                configuration.http().bind() == HttpConfig.Bind.LOOPBACK)),
                () -> details(models, configuration));
    }

    @Provides
    @Singleton
    static AgentProtocolPlaceholder agentProtocol(PerdureConfiguration configuration) {
        int own = configuration.http().agentProtocolPort();
        return new AgentProtocolPlaceholder(port -> port == own);
    }

    private static JsonObject details(Models models, PerdureConfiguration configuration) {
        return JsonObject.builder()
                .put("role", configuration.engine().role().name().toLowerCase(Locale.ROOT))
                .put("model", models.standard().name())
                .put("database", configuration.database().isEmbedded() ? "embedded" : "external")
                .build();
    }
}
