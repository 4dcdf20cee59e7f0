package dev.perdure.contract.inmemory;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.ProviderStoreContract;

class InMemoryProviderStoreContractTest extends ProviderStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return new InMemoryStorageFixture();
    }
}
