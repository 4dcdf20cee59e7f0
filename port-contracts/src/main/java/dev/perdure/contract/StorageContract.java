package dev.perdure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.store.Storage;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every suite over a storage has in common: an empty storage for each test. */
public abstract class StorageContract {

    private static final int RENEWALS_PER_LEASE = 4;

    private StorageFixture fixture;
    private Storage node;
    private @Nullable Storage otherNode;

    /** A fixture of its own for each test. */
    protected abstract StorageFixture newFixture();

    @BeforeEach
    protected void openStorage() {
        fixture = newFixture();
        node = fixture.open();
    }

    @AfterEach
    protected void closeStorage() {
        fixture.close();
    }

    protected final StorageFixture fixture() {
        return fixture;
    }

    protected final Duration patience() {
        return fixture.patience();
    }

    /** The first node. */
    protected final Storage node() {
        return node;
    }

    /** A second node on the same data. */
    protected final Storage otherNode() {
        Storage other = otherNode;
        if (other == null) {
            other = fixture.openNode();
            otherNode = other;
        }
        return other;
    }

    /** A new session, opened on the first node. */
    protected final SessionScenario openSession() {
        return SessionScenario.opened(node, patience());
    }

    /** Any organisation but the one that scenarios open their sessions in. */
    protected static OrganisationId stranger() {
        return new OrganisationId(UUID.randomUUID());
    }

    /** Lets the lease of every node end but of those named, which renew in time. */
    protected final void letLeasesEndExceptOf(Storage... living) {
        Duration step = fixture.lease().dividedBy(RENEWALS_PER_LEASE);
        for (int i = 0; i <= RENEWALS_PER_LEASE; i++) {
            fixture.advanceTime(step);
            for (Storage alive : living) {
                assertThat(alive.work().renew()).as("a node that renews in time lives").isTrue();
            }
        }
    }
}
