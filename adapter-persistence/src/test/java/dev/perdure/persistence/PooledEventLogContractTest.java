package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.log.EventLogContract;

/** The same through a pooler that gives a session to others after each transaction. */
class PooledEventLogContractTest extends EventLogContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.pooled();
    }
}
