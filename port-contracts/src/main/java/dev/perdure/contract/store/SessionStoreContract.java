package dev.perdure.contract.store;

import dev.perdure.contract.StorageFixture;
import org.junit.jupiter.api.Nested;

/**
 * What a {@link dev.perdure.engine.store.SessionStore} owes, together with the log it is a view of.
 */
public abstract class SessionStoreContract {

    /** A fixture of its own for each test. */
    protected abstract StorageFixture newFixture();

    @Nested
    class View extends SessionViewContract {
        @Override
        protected StorageFixture newFixture() {
            return SessionStoreContract.this.newFixture();
        }
    }

    @Nested
    class Delivery extends DeliveryContract {
        @Override
        protected StorageFixture newFixture() {
            return SessionStoreContract.this.newFixture();
        }
    }

    @Nested
    class Removal extends SessionRemovalContract {
        @Override
        protected StorageFixture newFixture() {
            return SessionStoreContract.this.newFixture();
        }
    }
}
