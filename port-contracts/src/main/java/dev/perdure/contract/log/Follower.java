package dev.perdure.contract.log;

import dev.perdure.contract.SessionScenario;
import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A reader of a tail that collects what it is shown. */
final class Follower implements AutoCloseable {

    private final Subscription subscription;
    private final Duration patience;
    private final List<Envelope> seen = new ArrayList<>();

    Follower(SessionScenario session, Offset after, Duration patience) {
        this.subscription = session.follow(after);
        this.patience = patience;
    }

    Subscription subscription() {
        return subscription;
    }

    /** Reads until that record or a later one was shown, and answers everything shown so far. */
    List<Envelope> readTo(Offset last) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (seen.isEmpty() || last.isAfter(seen.getLast().offset())) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("not shown within " + patience + ": record " + last);
            }
            seen.addAll(subscription.next(Duration.ofNanos(left)));
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
