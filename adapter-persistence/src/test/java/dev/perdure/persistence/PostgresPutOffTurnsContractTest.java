package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.work.PutOffTurnsContract;

class PostgresPutOffTurnsContractTest extends PutOffTurnsContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
