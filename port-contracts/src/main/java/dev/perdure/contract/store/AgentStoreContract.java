package dev.perdure.contract.store;

import dev.perdure.contract.StorageFixture;
import org.junit.jupiter.api.Nested;

/** What an {@link dev.perdure.engine.store.AgentStore} owes. */
public abstract class AgentStoreContract {

    /** A fixture of its own for each test. */
    protected abstract StorageFixture newFixture();

    @Nested
    class Writes extends AgentWriteContract {
        @Override
        protected StorageFixture newFixture() {
            return AgentStoreContract.this.newFixture();
        }
    }

    @Nested
    class Lists extends AgentListContract {
        @Override
        protected StorageFixture newFixture() {
            return AgentStoreContract.this.newFixture();
        }
    }
}
