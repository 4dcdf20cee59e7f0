package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.WorkspaceStoreContract;

class PostgresWorkspaceStoreContractTest extends WorkspaceStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
