package dev.perdure.engine.rig;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, which jumps ahead when it is told to. */
public final class RunningClock implements InstantSource {

    private final AtomicLong aheadNanos = new AtomicLong();

    public void jump(Duration ahead) {
        aheadNanos.addAndGet(ahead.toNanos());
    }

    @Override
    public Instant instant() {
        return Instant.now().plusNanos(aheadNanos.get());
    }
}
