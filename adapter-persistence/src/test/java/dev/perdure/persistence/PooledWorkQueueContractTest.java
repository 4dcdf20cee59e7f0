package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.work.WorkQueueContract;

/** The same through a pooler that gives a session to others after each transaction. */
class PooledWorkQueueContractTest extends WorkQueueContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.pooled();
    }
}
