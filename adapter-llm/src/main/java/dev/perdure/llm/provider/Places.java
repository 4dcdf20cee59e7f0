package dev.perdure.llm.provider;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one account may be under way at once in this program. Who waits the longest is
 * the next. Thread-safe.
 */
final class Places {

    private final @Nullable Semaphore free;
    private final Duration patience;

    /**
     * @param most absent is as many as there are
     * @param patience how long one waits for a place
     */
    Places(@Nullable Integer most, Duration patience) {
        this.free = most == null ? null : new Semaphore(most, true);
        this.patience = patience;
    }

    /** A place, to be left by whoever gets it; null when none became free in time. */
    @Nullable Place take() throws InterruptedException {
        Semaphore bounded = free;
        if (bounded == null) {
            return new Place(null);
        }
        boolean taken = bounded.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        return taken ? new Place(bounded) : null;
    }

    /** The right to one call. */
    static final class Place {

        private final @Nullable Semaphore of;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(@Nullable Semaphore of) {
            this.of = of;
        }

        /** Idempotent. */
        void leave() {
            if (of != null && left.compareAndSet(false, true)) {
                of.release();
            }
        }
    }
}
