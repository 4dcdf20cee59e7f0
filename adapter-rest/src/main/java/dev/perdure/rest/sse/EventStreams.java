package dev.perdure.rest.sse;

import dev.perdure.engine.log.EventTail;
import dev.perdure.session.SessionKey;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open streams of this server. Each has one virtual thread, and what it waits for, a slow
 * client for one, keeps nobody else waiting. When the server begins to stop, every stream says so
 * and ends; a client that does not read even then is cut off.
 */
public final class EventStreams implements LifeCycle.Listener {

    /** After this long, a stop cuts off the streams whose clients have read nothing for as long. */
    private static final Duration STUCK_PATIENCE = Duration.ofMillis(600);

    /** And after this much longer those that have not ended for other reasons. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private static final Duration CUT_PATIENCE = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final EventTail tail;
    private final Deliveries deliveries;
    private final SseConfig config;
    private final LargeWrites largeWrites;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Set<EventStream> open = new HashSet<>();
    private final Map<SessionKey, Integer> perSession = new HashMap<>();
    private boolean stopping;

    public EventStreams(EventTail tail, Deliveries deliveries, SseConfig config) {
        this.tail = tail;
        this.deliveries = deliveries;
        this.config = config;
        this.largeWrites = new LargeWrites(config.stallMax());
    }

    /** What became of a wish to open a stream. */
    public enum Admission {
        OPENED,
        TOO_MANY,
        STOPPING
    }

    /**
     * Opens a stream on this exchange and returns; the exchange then belongs to the stream. Nothing
     * has been written to it when the answer is another one than {@code OPENED}.
     */
    public Admission open(
            HttpServletRequest request, HttpServletResponse response, StreamRequest wanted) {
        EventStream stream;
        lock.lock();
        try {
            if (stopping) {
                return Admission.STOPPING;
            }
            if (isFull(wanted.session()) && !madeRoom(wanted.session())) {
                return Admission.TOO_MANY;
            }
            AsyncContext exchange = request.startAsync(request, response);
            exchange.setTimeout(0);
            stream = new EventStream(exchange, tail, deliveries, largeWrites, config, wanted);
            open.add(stream);
            perSession.merge(wanted.session(), 1, Integer::sum);
        } finally {
            lock.unlock();
        }
        stream.start(() -> forget(stream));
        return Admission.OPENED;
    }

    private boolean isFull(SessionKey session) {
        return open.size() >= config.streamsMax()
                || perSession.getOrDefault(session, 0) >= config.streamsPerSessionMax();
    }

    /** Ends the streams whose clients have gone and that have not noticed yet. */
    private boolean madeRoom(SessionKey session) {
        for (EventStream stream : List.copyOf(open)) {
            if (stream.isAbandoned()) {
                stream.stop();
                forget(stream);
            }
        }
        return !isFull(session);
    }

    /** How many streams are open. */
    public int count() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void lifeCycleStopping(LifeCycle server) {
        stop();
    }

    /** Ends every stream and opens no more. Idempotent. */
    public void stop() {
        Set<EventStream> all;
        lock.lock();
        try {
            stopping = true;
            all = Set.copyOf(open);
        } finally {
            lock.unlock();
        }
        all.forEach(EventStream::stop);
        if (awaitNone(STUCK_PATIENCE)) {
            return;
        }
        all.stream().filter(stream -> stream.isStuckFor(STUCK_PATIENCE)).forEach(EventStream::cut);
        if (awaitNone(STOP_PATIENCE)) {
            return;
        }
        all.forEach(EventStream::cut);
        if (!awaitNone(CUT_PATIENCE)) {
            LOG.warn("{} streams did not end when told to", count());
        }
    }

    private boolean awaitNone(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!open.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return open.isEmpty();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void forget(EventStream stream) {
        lock.lock();
        try {
            if (open.remove(stream)) {
                perSession.computeIfPresent(
                        stream.session(), (key, count) -> count == 1 ? null : count - 1);
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
