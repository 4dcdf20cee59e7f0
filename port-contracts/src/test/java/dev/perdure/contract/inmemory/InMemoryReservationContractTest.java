package dev.perdure.contract.inmemory;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.ReservationContract;

class InMemoryReservationContractTest extends ReservationContract {

    @Override
    protected StorageFixture newFixture() {
        return new InMemoryStorageFixture();
    }
}
