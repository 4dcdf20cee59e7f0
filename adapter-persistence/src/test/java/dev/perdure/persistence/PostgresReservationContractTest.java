package dev.perdure.persistence;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.store.ReservationContract;

class PostgresReservationContractTest extends ReservationContract {

    @Override
    protected StorageFixture newFixture() {
        return PostgresStorageFixture.direct();
    }
}
