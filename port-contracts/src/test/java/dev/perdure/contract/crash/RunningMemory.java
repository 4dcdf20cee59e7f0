package dev.perdure.contract.crash;

import dev.perdure.contract.StorageFixture;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.store.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A storage in memory on the system's clock, which jumps ahead when it is told to. */
final class RunningMemory implements StorageFixture, InstantSource {

    private static final Duration SWEEP = Duration.ofMillis(5);

    private final AtomicLong aheadNanos = new AtomicLong();
    private final InMemoryStorage first = InMemoryStorage.open(this);

    static Ground ground() {
        RunningMemory memory = new RunningMemory();
        return new Ground(memory, memory, SWEEP);
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plusNanos(aheadNanos.get());
    }

    @Override
    public Storage open() {
        return first;
    }

    @Override
    public Storage openNode() {
        return first.node();
    }

    @Override
    public Storage reopen(Storage node) {
        return openNode();
    }

    @Override
    public boolean survivesReopen() {
        return true;
    }

    @Override
    public boolean grantsClaimsAtBirth() {
        return true;
    }

    @Override
    public void advanceTime(Duration by) {
        aheadNanos.addAndGet(by.toNanos());
    }

    @Override
    public Duration lease() {
        return InMemoryStorage.LEASE;
    }

    @Override
    public void close() {
        first.close();
    }
}
