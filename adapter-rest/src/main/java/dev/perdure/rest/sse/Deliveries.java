package dev.perdure.rest.sse;

import dev.perdure.engine.store.SessionStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.event.Envelope;
import dev.perdure.event.StreamVersion;
import dev.perdure.event.TurnEvent;
import dev.perdure.session.SessionKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far readers of each session came: the last end of a turn that one of them was handed. Streams
 * that begin without a place begin after it.
 *
 * <p>Whoever hands something out waits for nothing: marks are stored by a thread of this class, the
 * next ones together while one store is under way. Until they are stored they count on this server.
 * Thread-safe.
 */
public final class Deliveries implements LifeCycle.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long STOP_MILLIS = 500;

    private final SessionStore sessions;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Map<SessionKey, StreamVersion> waiting = new HashMap<>();
    private Map<SessionKey, StreamVersion> underWay = Map.of();
    private final Map<SessionKey, List<StreamVersion>> onTheirWay = new HashMap<>();
    private boolean stopping;

    public Deliveries(SessionStore sessions) {
        this.sessions = sessions;
        this.thread = Thread.ofVirtual().name("deliveries").unstarted(this::run);
    }

    /** The last end of a turn among these records; they stand in the order of the log. */
    public static Optional<StreamVersion> lastEnd(List<Envelope> records) {
        for (Envelope record : records.reversed()) {
            if (isEnd(record)) {
                return Optional.of(record.version());
            }
        }
        return Optional.empty();
    }

    static boolean isEnd(Envelope record) {
        return record.entry() instanceof TurnEvent.TurnCompleted
                || record.entry() instanceof TurnEvent.TurnFailed
                || record.entry() instanceof TurnEvent.TurnCancelled
                || record.entry() instanceof TurnEvent.TurnSealed;
    }

    /** Something that hands an end of a turn to a reader, or fails. */
    @FunctionalInterface
    interface Write {
        void run() throws IOException;
    }

    /**
     * Hands this end of a turn to a reader. It counts here from now on, because the reader may have
     * it before the write has returned, and only if the write fails, no longer.
     */
    void handOut(SessionKey session, StreamVersion end, Write write) throws IOException {
        lock.lock();
        try {
            onTheirWay.computeIfAbsent(session, key -> new ArrayList<>()).add(end);
        } finally {
            lock.unlock();
        }
        try {
            write.run();
            handedOut(session, end);
        } finally {
            lock.lock();
            try {
                onTheirWay.computeIfPresent(
                        session, (key, ends) -> ends.remove(end) && ends.isEmpty() ? null : ends);
            } finally {
                lock.unlock();
            }
        }
    }

    /** A reader came past this end of a turn. */
    public void handedOut(SessionKey session, StreamVersion end) {
        lock.lock();
        try {
            note(session, end);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The last end of a turn that a reader of the session was handed, as far as is known here. */
    public StreamVersion delivered(SessionKey session) {
        StreamVersion here;
        lock.lock();
        try {
            here =
                    later(
                            waiting.getOrDefault(session, StreamVersion.NONE),
                            underWay.getOrDefault(session, StreamVersion.NONE));
            for (StreamVersion end : onTheirWay.getOrDefault(session, List.of())) {
                here = later(here, end);
            }
        } finally {
            lock.unlock();
        }
        return later(here, sessions.delivered(session));
    }

    @Override
    public void lifeCycleStarting(LifeCycle server) {
        thread.start();
    }

    /** Stores what is left, if that goes quickly. */
    @Override
    public void lifeCycleStopped(LifeCycle server) {
        lock.lock();
        try {
            stopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (take()) {
                store();
            }
        } catch (InterruptedException cut) {
            LOG.debug("some marks of delivery were not stored");
        }
    }

    /** False when there is nothing left to do. */
    private boolean take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !stopping) {
                changed.await();
            }
            underWay = waiting;
            waiting = new HashMap<>();
            return !underWay.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void store() throws InterruptedException {
        boolean stored = false;
        try {
            sessions.markDelivered(underWay);
            stored = true;
        } catch (StoreUnavailable down) {
            LOG.debug("marks of delivery wait: {}", down.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("marks of delivery cannot be stored", failed);
        }
        lock.lockInterruptibly();
        try {
            if (!stored) {
                underWay.forEach(this::note);
            }
            underWay = Map.of();
            if (!stored && !stopping) {
                long left = PAUSE_AFTER_FAILURE_NANOS;
                while (left > 0 && !stopping) {
                    left = changed.awaitNanos(left);
                }
            }
            if (!stored && stopping) {
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private void note(SessionKey session, StreamVersion end) {
        waiting.merge(session, end, Deliveries::later);
    }

    private static StreamVersion later(StreamVersion one, StreamVersion other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
