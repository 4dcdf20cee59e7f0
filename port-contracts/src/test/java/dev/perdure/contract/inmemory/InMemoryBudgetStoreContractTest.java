package dev.perdure.contract.inmemory;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.BudgetStoreContract;

class InMemoryBudgetStoreContractTest extends BudgetStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return new InMemoryStorageFixture();
    }
}
