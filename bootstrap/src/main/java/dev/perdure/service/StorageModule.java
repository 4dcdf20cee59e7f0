package dev.perdure.service;

import dagger.Module;
import dagger.Provides;
import dev.perdure.engine.store.Storage;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.service.Database.DatabaseAddress;
import dev.perdure.telemetry.EngineMetrics;
import dev.perdure.telemetry.FactListener;
import dev.perdure.telemetry.ObservedStorage;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The storage on PostgreSQL. */
@Module
interface StorageModule {

    @Provides
    @Singleton
    static PostgresStorage postgres(Database database) {
        DatabaseAddress address = database.address();
        try {
            return PostgresStorage.connect(
                    address.jdbcUrl(),
                    address.user(),
                    address.password(),
                    PostgresStorageConfig.DEFAULT);
        } catch (PersistenceException unusable) {
            throw database.refused(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    @Provides
    @Singleton
    static EngineMetrics metrics() {
        return EngineMetrics.create();
    }

    @Provides
    @Singleton
    static Storage storage(PostgresStorage postgres, EngineMetrics metrics, Traces traces) {
        List<FactListener> listeners = new ArrayList<>();
        listeners.add(metrics);
        listeners.addAll(traces.listeners(postgres));
        return new ObservedStorage(postgres, listeners);
    }
}
