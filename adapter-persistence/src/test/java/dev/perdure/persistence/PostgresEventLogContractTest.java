package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.log.EventLogContract;

class PostgresEventLogContractTest extends EventLogContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
