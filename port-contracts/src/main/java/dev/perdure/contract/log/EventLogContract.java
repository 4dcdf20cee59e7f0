package dev.perdure.contract.log;

import dev.perdure.contract.StorageFixture;
import org.junit.jupiter.api.Nested;

/** What an {@link dev.perdure.engine.log.EventLog} owes. */
public abstract class EventLogContract {

    /** A fixture of its own for each test. */
    protected abstract StorageFixture newFixture();

    @Nested
    class Guards extends GuardContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class Batches extends BatchContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class Order extends OrderContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class Repetition extends RepetitionContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class Reading extends ReadingContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class Moves extends MovedContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class Tails extends TailContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class TailEnds extends TailEndContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }

    @Nested
    class Values extends ValueContract {
        @Override
        protected StorageFixture newFixture() {
            return EventLogContract.this.newFixture();
        }
    }
}
