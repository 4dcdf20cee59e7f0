package dev.perdure.contract.inmemory;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.work.PutOffTurnsContract;

class InMemoryPutOffTurnsContractTest extends PutOffTurnsContract {

    @Override
    protected StorageFixture newFixture() {
        return new InMemoryStorageFixture();
    }
}
