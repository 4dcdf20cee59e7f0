package dev.perdure.service;

import dagger.Binds;
import dagger.Module;
import dagger.Provides;
import dev.perdure.engine.store.Storage;
import dev.perdure.persistence.PostgresStorage;
import dev.perdure.persistence.PostgresStorageConfig;
import dev.perdure.persistence.database.PersistenceException;
import dev.perdure.service.Database.DatabaseAddress;
import jakarta.inject.Singleton;

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

    @Binds
    Storage storage(PostgresStorage postgres);
}
