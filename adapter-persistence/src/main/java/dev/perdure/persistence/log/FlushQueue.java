package dev.perdure.persistence.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The batches that wait for a committer. Keeps the order of each session: while a batch of a
 * session waits or is being written, later ones of it go to the same lane, and a flush takes at
 * most one. A session that cannot be written may be laid aside; its batches rest in order while
 * others go on. Bounded: whoever appends beyond the bound waits. Thread-safe.
 */
final class FlushQueue {

    /** What may wait at once, in bytes; beyond it, appending blocks. */
    static final long WAITING_BYTES_MAX = 64L << 20;

    /** Sessions in one flush. */
    static final int FLUSH_BATCHES_MAX = 1_024;

    /** Payload of one flush, in bytes; a single larger batch is a flush of its own. */
    static final long FLUSH_BYTES_MAX = 8L << 20;

    /** Where so many wait there is company enough, and no pause. */
    private static final int COMPANY = 256;

    /** A flush that somebody waits for starts this long after the one before it, at most. */
    private static final long BARRIER_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * How much of a pause each batch of the flush before it is worth: where few speak, there is
     * nobody to wait for.
     */
    private static final long PAUSE_NANOS_PER_BATCH = TimeUnit.MICROSECONDS.toNanos(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final LaneQueue owner = new LaneQueue(lock.newCondition());
    private final LaneQueue accept = new LaneQueue(lock.newCondition());
    private final Map<UUID, Pin> pins = new HashMap<>();
    private final long lingerNanos;
    private long waitingBytes;
    private boolean closed;

    /**
     * @param linger pause between the starts of two flushes that hold deltas alone, at most;
     *     shorter behind a small one, none where many wait
     */
    FlushQueue(Duration linger) {
        this.lingerNanos = linger.toNanos();
    }

    private static final class LaneQueue {
        final Condition filled;
        final Map<UUID, Deque<Pending>> waiting = new LinkedHashMap<>();
        final Map<UUID, Deque<Pending>> resting = new LinkedHashMap<>();
        int barriers;
        long restEndNanos;
        int lastBatches;
        long lastStartNanos = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

        LaneQueue(Condition filled) {
            this.filled = filled;
        }
    }

    private LaneQueue queue(Lane lane) {
        return switch (lane) {
            case OWNER -> owner;
            case ACCEPT -> accept;
        };
    }

    private record Pin(Lane lane, int batches) {}

    /**
     * Adds the batches, in order; blocks while the queue is full.
     *
     * @return false when the queue was closed, or nothing of what is full was written in {@code
     *     max}
     */
    boolean put(List<Pending> batches, Duration max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = max.toNanos();
            while (!closed && waitingBytes >= WAITING_BYTES_MAX) {
                if (left <= 0) {
                    return false;
                }
                left = room.awaitNanos(left);
            }
            if (closed) {
                return false;
            }
            batches.forEach(this::add);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void add(Pending batch) {
        Pin pin = pins.get(batch.session());
        Lane lane = pin == null ? Lane.of(batch.batch().guard()) : pin.lane();
        pins.put(batch.session(), new Pin(lane, pin == null ? 1 : pin.batches() + 1));
        LaneQueue queue = queue(lane);
        Map<UUID, Deque<Pending>> sessions =
                queue.resting.containsKey(batch.session()) ? queue.resting : queue.waiting;
        sessions.computeIfAbsent(batch.session(), session -> new ArrayDeque<>()).addLast(batch);
        queue.barriers += batch.isBarrier() ? 1 : 0;
        waitingBytes += batch.bytes();
        queue.filled.signal();
    }

    /**
     * The next flush of the lane, when it is time for it; empty when the queue is closed and
     * drained.
     */
    List<Pending> take(Lane lane) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            LaneQueue queue = queue(lane);
            endRest(queue);
            while (queue.waiting.isEmpty()) {
                if (!queue.resting.isEmpty()) {
                    queue.filled.awaitNanos(queue.restEndNanos - System.nanoTime());
                    endRest(queue);
                } else if (closed) {
                    return List.of();
                } else {
                    queue.filled.await();
                }
            }
            linger(queue);
            queue.lastStartNanos = System.nanoTime();
            List<Pending> flush = pick(queue);
            queue.lastBatches = flush.size();
            return flush;
        } finally {
            lock.unlock();
        }
    }

    private void linger(LaneQueue queue) throws InterruptedException {
        long worth = Math.min(lingerNanos, queue.lastBatches * PAUSE_NANOS_PER_BATCH);
        while (!closed && queue.waiting.size() < COMPANY) {
            long pause = queue.barriers > 0 ? Math.min(BARRIER_PAUSE_NANOS, worth) : worth;
            long left = queue.lastStartNanos + pause - System.nanoTime();
            if (left <= 0) {
                return;
            }
            queue.filled.awaitNanos(left);
        }
    }

    /**
     * The first batch of each session, in turn; a session with more goes to the end of the line.
     */
    private static List<Pending> pick(LaneQueue queue) {
        List<Pending> flush = new ArrayList<>();
        Map<UUID, Deque<Pending>> again = new LinkedHashMap<>();
        long bytes = 0;
        var sessions = queue.waiting.entrySet().iterator();
        while (sessions.hasNext() && flush.size() < FLUSH_BATCHES_MAX) {
            Map.Entry<UUID, Deque<Pending>> session = sessions.next();
            Pending next = session.getValue().getFirst();
            if (!flush.isEmpty() && bytes + next.bytes() > FLUSH_BYTES_MAX) {
                break;
            }
            session.getValue().removeFirst();
            if (!session.getValue().isEmpty()) {
                again.put(session.getKey(), session.getValue());
            }
            sessions.remove();
            flush.add(next);
            bytes += next.bytes();
            queue.barriers -= next.isBarrier() ? 1 : 0;
        }
        queue.waiting.putAll(again);
        return flush;
    }

    private static void endRest(LaneQueue queue) {
        if (queue.restEndNanos - System.nanoTime() <= 0) {
            queue.waiting.putAll(queue.resting);
            queue.resting.clear();
        }
    }

    /**
     * Lays batches aside that were taken and not written: with those behind them in their sessions
     * they are taken again after the pause, while the other sessions go on.
     */
    void rest(Lane lane, List<Pending> batches, Duration pause) {
        lock.lock();
        try {
            LaneQueue queue = queue(lane);
            if (queue.resting.isEmpty()) {
                queue.restEndNanos = System.nanoTime() + pause.toNanos();
            }
            for (Pending batch : batches) {
                Deque<Pending> behind = queue.waiting.remove(batch.session());
                Deque<Pending> line = behind == null ? new ArrayDeque<>() : behind;
                line.addFirst(batch);
                queue.resting.put(batch.session(), line);
                queue.barriers += batch.isBarrier() ? 1 : 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The flush is over, whatever became of it. */
    void done(List<Pending> flush) {
        lock.lock();
        try {
            for (Pending batch : flush) {
                waitingBytes -= batch.bytes();
                pins.computeIfPresent(
                        batch.session(),
                        (session, pin) ->
                                pin.batches() == 1 ? null : new Pin(pin.lane(), pin.batches() - 1));
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            owner.filled.signalAll();
            accept.filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
