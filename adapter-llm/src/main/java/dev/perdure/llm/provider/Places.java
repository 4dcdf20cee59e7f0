package dev.perdure.llm.provider;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How many calls of one account may be under way at once in this program, whichever of its clients
 * makes them. Who waits the longest is the next. Thread-safe.
 */
public final class Places {

    /** So long a turn that may soon have a place is not sent away, which costs it much longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Duration patience;
    private final Bounded free = new Bounded();
    private @Nullable Integer most;

    private Places(Duration patience) {
        this.patience = patience;
    }

    /**
     * Places for an account.
     *
     * @param most absent is as many as are asked for
     */
    public static Places of(@Nullable Integer most) {
        return of(most, PATIENCE);
    }

    static Places of(@Nullable Integer most, Duration patience) {
        Places places = new Places(patience);
        places.allow(most);
        return places;
    }

    /** From now on so many; calls that are under way keep their places. */
    public synchronized void allow(@Nullable Integer wanted) {
        int before = most == null ? 0 : most;
        int after = wanted == null ? 0 : wanted;
        most = wanted;
        if (after > before) {
            free.release(after - before);
        } else {
            free.reducePermits(before - after);
        }
    }

    /** How many there are; absent is as many as are asked for. */
    synchronized @Nullable Integer most() {
        return most;
    }

    /** A place, to be left by whoever gets it; null when none became free in time. */
    @Nullable Place take() throws InterruptedException {
        if (most() == null) {
            return new Place(null);
        }
        boolean taken = free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        return taken ? new Place(free) : null;
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

    /** A fair semaphore whose permits may become fewer. */
    private static final class Bounded extends Semaphore {

        private static final long serialVersionUID = 1;

        private Bounded() {
            super(0, true);
        }

        @Override
        protected void reducePermits(int reduction) {
            super.reducePermits(reduction);
        }
    }
}
