package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.work.WorkQueueContract;

class PostgresWorkQueueContractTest extends WorkQueueContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
