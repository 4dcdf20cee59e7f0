package dev.perdure.contract.lies;

import dev.perdure.contract.StorageFixture;
import dev.perdure.contract.inmemory.ManualClock;
import dev.perdure.engine.inmemory.InMemoryStorage;
import dev.perdure.engine.store.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A storage in memory behind a liar. The data outlives its nodes, so it claims to survive. */
final class LyingFixture implements StorageFixture {

    private final ManualClock clock = new ManualClock();
    private final InMemoryStorage data = InMemoryStorage.open(clock);
    private final List<Storage> open = new ArrayList<>();
    private final Liar liar;
    private final Duration patience;

    LyingFixture(Liar liar, Duration patience) {
        this.liar = liar;
        this.patience = patience;
    }

    @Override
    public Storage open() {
        return opened(data);
    }

    @Override
    public Storage openNode() {
        return opened(data.node());
    }

    @Override
    public Storage reopen(Storage node) {
        node.close();
        return opened(liar.reopened(data).node());
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
        clock.advance(by);
    }

    @Override
    public Duration lease() {
        return InMemoryStorage.LEASE;
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void close() {
        open.forEach(Storage::close);
    }

    private Storage opened(Storage truth) {
        Storage lying = new LyingStorage(truth, liar);
        open.add(lying);
        return lying;
    }
}
