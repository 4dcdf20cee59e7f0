package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.BudgetStoreContract;

class PostgresBudgetStoreContractTest extends BudgetStoreContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
