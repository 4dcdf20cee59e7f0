package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.ProviderStoreContract;

class PostgresProviderStoreContractTest extends ProviderStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
