package dev.perdure.service;

import dagger.BindsInstance;
import dagger.Component;
import dev.perdure.engine.Engine;
import dev.perdure.rest.RestApi;
import dev.perdure.rest.agentprotocol.AgentProtocolPlaceholder;
import dev.perdure.rest.health.Readiness;
import jakarta.inject.Singleton;

/** The parts of the service, joined. */
@Singleton
@Component(modules = {StorageModule.class, EngineModule.class, EdgeModule.class})
interface ServiceComponent {

    Engine engine();

    AgentProtocolPlaceholder agentProtocol();

    RestApi rest();

    Readiness readiness();

    /** Joins the parts around what has been read and started. */
    @Component.Factory
    interface Factory {
        ServiceComponent create(
                @BindsInstance PerdureConfiguration configuration,
                @BindsInstance Database database,
                @BindsInstance Models models,
                @BindsInstance Traces traces);
    }
}
