package dev.perdure.contract.inmemory;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.WorkspaceStoreContract;

class InMemoryWorkspaceStoreContractTest extends WorkspaceStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return new InMemoryStorageFixture();
    }
}
