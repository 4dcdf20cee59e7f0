package dev.perdure.service;

import dagger.Module;
import dagger.Provides;
import dev.perdure.engine.Engine;
import dev.perdure.engine.store.Storage;
import dev.perdure.tools.builtin.BuiltInTools;
import jakarta.inject.Singleton;
import java.util.List;

/** The engine on its storage, with the models and tools this service offers. */
@Module
interface EngineModule {

    @Provides
    @Singleton
    static Engine engine(Storage storage, Models models, PerdureConfiguration configuration) {
        return Engine.start(
                storage,
                models.clients(),
                List.of(BuiltInTools.create()),
                configuration.engine().engineConfig(models.standard()));
    }
}
