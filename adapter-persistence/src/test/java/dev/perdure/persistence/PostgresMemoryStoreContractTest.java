package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.MemoryStoreContract;

class PostgresMemoryStoreContractTest extends MemoryStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
