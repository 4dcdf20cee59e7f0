package dev.perdure.contract.inmemory;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.MemoryStoreContract;

class InMemoryMemoryStoreContractTest extends MemoryStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return new InMemoryStorageFixture();
    }
}
