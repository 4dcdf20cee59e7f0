package dev.perdure.contract;

import dev.perdure.engine.store.Storage;
import java.time.Duration;

/**
 * What a suite needs to know of the storage it is run on. Differences between storages are declared
 * here, and the suites assert what was declared: nothing is skipped.
 */
public interface StorageFixture extends AutoCloseable {

    /** A node on an empty storage. Called once, before anything else. */
    Storage open();

    /** One more node on the same data, beside those that are open. */
    Storage openNode();

    /** Closes the node and opens another one on what it left behind. */
    Storage reopen(Storage node);

    /** Whether what was stored is still there after {@link #reopen}. */
    boolean survivesReopen();

    /** Whether a claim at birth is granted whenever it may be; refusing it is always legal. */
    boolean grantsClaimsAtBirth();

    /** Lets at least this much time pass by the store's clock. The suites ask for little. */
    void advanceTime(Duration by);

    /** How long a node lives that does not renew, by the store's clock. */
    Duration lease();

    /** How long the suites wait for what must happen. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    /** Closes every node that is still open and drops the data. */
    @Override
    void close();
}
