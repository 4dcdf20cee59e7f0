package dev.perdure.contract.inmemory;

import dev.perdure.contract.StorageFixture;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.store.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The storage in memory, on a clock that the test moves. */
public final class InMemoryStorageFixture implements StorageFixture {

    private final ManualClock clock = new ManualClock();
    private final InMemoryStorage first = InMemoryStorage.open(clock);
    private final List<Storage> open = new ArrayList<>();

    @Override
    public Storage open() {
        return opened(first);
    }

    @Override
    public Storage openNode() {
        return opened(first.node());
    }

    @Override
    public Storage reopen(Storage node) {
        node.close();
        return opened(InMemoryStorage.open(clock));
    }

    @Override
    public boolean survivesReopen() {
        return false;
    }

    @Override
    public boolean grantsClaimsAtBirth() {
        return true;
    }

    @Override
    public void advanceTime(Duration by) {
        clock.advance(by);
    }

    @Override
    public Duration lease() {
        return InMemoryStorage.LEASE;
    }

    @Override
    public void close() {
        open.forEach(Storage::close);
    }

    private Storage opened(Storage node) {
        open.add(node);
        return node;
    }
}
