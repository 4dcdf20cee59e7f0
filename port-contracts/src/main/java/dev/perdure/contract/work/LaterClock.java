package dev.perdure.contract.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes as another one does and can be put forward. */
final class LaterClock implements InstantSource {

    private final InstantSource clock;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    LaterClock(InstantSource clock) {
        this.clock = clock;
    }

    void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(ahead.get());
    }
}
