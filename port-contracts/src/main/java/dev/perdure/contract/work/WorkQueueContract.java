package dev.perdure.contract.work;

import dev.perdure.contract.StorageFixture;
import org.junit.jupiter.api.Nested;

/** What a {@link dev.perdure.engine.work.WorkQueue} owes, together with the log that feeds it. */
public abstract class WorkQueueContract {

    /** A fixture of its own for each test. */
    protected abstract StorageFixture newFixture();

    @Nested
    class Claims extends ClaimContract {
        @Override
        protected StorageFixture newFixture() {
            return WorkQueueContract.this.newFixture();
        }
    }

    @Nested
    class ClaimsAtBirth extends ClaimAtBirthContract {
        @Override
        protected StorageFixture newFixture() {
            return WorkQueueContract.this.newFixture();
        }
    }

    @Nested
    class HandingOver extends HandOverContract {
        @Override
        protected StorageFixture newFixture() {
            return WorkQueueContract.this.newFixture();
        }
    }

    @Nested
    class Parking extends ParkingContract {
        @Override
        protected StorageFixture newFixture() {
            return WorkQueueContract.this.newFixture();
        }
    }

    @Nested
    class TakeOver extends TakeOverContract {
        @Override
        protected StorageFixture newFixture() {
            return WorkQueueContract.this.newFixture();
        }
    }

    @Nested
    class Waking extends WakingContract {
        @Override
        protected StorageFixture newFixture() {
            return WorkQueueContract.this.newFixture();
        }
    }

    @Nested
    class Waiting extends WaitingContract {
        @Override
        protected StorageFixture newFixture() {
            return WorkQueueContract.this.newFixture();
        }
    }
}
