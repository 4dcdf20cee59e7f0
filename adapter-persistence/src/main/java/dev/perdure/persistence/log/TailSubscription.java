package dev.perdure.persistence.log;

import dev.perdure.engine.log.EventTail.Subscription;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.engine.log.RecordUnreadable;
import dev.perdure.engine.view.FactWalk;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One follower: takes what this node commits from a buffer in memory, and reads the log whenever
 * the buffer does not begin where the follower stands: at first, after an overflow, after a hint.
 */
final class TailSubscription implements Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(TailSubscription.class);

    /** Records handed out by one call, about. */
    private static final int NEXT_MAX = 512;

    /** Records of a page that may be large. */
    private static final int PAGE_MIN = 16;

    /** In characters; a page that held more is followed by a shorter one. */
    private static final long PAGE_WEIGHT = 512 * 1024;

    private static final long UNAVAILABLE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SessionKey session;
    private final LogReader reader;
    private final Consumer<TailSubscription> closing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TailBuffer buffer = new TailBuffer();
    private boolean look = true;
    private long knownHead;
    private boolean closed;
    private boolean gone;
    private boolean existed;
    private long position;
    private int pageSize = PAGE_MIN;

    TailSubscription(
            SessionKey session,
            Offset after,
            LogReader reader,
            Consumer<TailSubscription> closing) {
        this.session = session;
        this.position = after.value();
        this.reader = reader;
        this.closing = closing;
    }

    SessionKey session() {
        return session;
    }

    /** These were committed by this node. */
    void committed(List<Envelope> records, long bytes) {
        lock.lock();
        try {
            existed = true;
            buffer.add(records, bytes);
            knownHead = Math.max(knownHead, records.getLast().offset().value());
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The stream may have moved, or be gone. */
    void moved() {
        lock.lock();
        try {
            look = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The stream ends at {@code head} now, whoever may see that: only what this follower reads
     * itself tells it that there is one.
     */
    void headIs(long head) {
        lock.lock();
        try {
            // All followers hear of their heads at every poll; the idle ones must not wake for
            // that.
            if (head > knownHead) {
                knownHead = head;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Envelope> next(Duration max) throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (true) {
            lock.lockInterruptibly();
            try {
                List<Envelope> records = takeOrAwait(deadline);
                if (!records.isEmpty() || closed || gone) {
                    return records;
                }
                if (!mustLook()) {
                    return List.of();
                }
                look = false;
            } finally {
                lock.unlock();
            }
            List<Envelope> records = readLog(deadline);
            if (!records.isEmpty() || deadline - System.nanoTime() <= 0) {
                return records;
            }
        }
    }

    private List<Envelope> takeOrAwait(long deadline) throws InterruptedException {
        while (!closed && !gone) {
            List<Envelope> records = buffer.takeAfter(position, NEXT_MAX);
            if (!records.isEmpty()) {
                position = records.getLast().offset().value();
                return records;
            }
            long left = deadline - System.nanoTime();
            if (mustLook() || left <= 0) {
                return List.of();
            }
            changed.awaitNanos(left);
        }
        return List.of();
    }

    private boolean mustLook() {
        return look || knownHead > position;
    }

    private List<Envelope> readLog(long deadline) throws InterruptedException {
        TailPage page;
        try {
            page = reader.tail(session, new Offset(position), pageSize);
        } catch (RecordUnreadable unreadable) {
            lookCloser(unreadable);
            return List.of();
        } catch (LogUnavailable e) {
            LOG.debug("A follower of {} waits for the database", session, e);
            awaitDatabase(deadline);
            return List.of();
        }
        lock.lock();
        try {
            if (closed) {
                return List.of();
            }
            take(page);
            return page.records();
        } finally {
            lock.unlock();
        }
    }

    /** What stands before the record in its page is handed out first, one by one. */
    private void lookCloser(RecordUnreadable unreadable) {
        if (pageSize == 1) {
            throw unreadable;
        }
        pageSize = 1;
        moved();
    }

    private void take(TailPage page) {
        if (page.head().isEmpty()) {
            gone = existed;
            knownHead = 0;
            return;
        }
        existed = true;
        if (!page.records().isEmpty()) {
            position = page.records().getLast().offset().value();
        }
        boolean whole = page.records().size() < pageSize;
        long weight = page.records().stream().mapToLong(FactWalk::characters).sum();
        pageSize =
                Math.clamp(weight > PAGE_WEIGHT ? pageSize / 2 : pageSize * 4L, PAGE_MIN, NEXT_MAX);
        if (whole) {
            // What is missing up to the head has been forgotten; nothing else can be missing.
            position = Math.max(position, page.head().get().value());
        } else {
            look = true;
        }
    }

    private void awaitDatabase(long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            look = true;
            long left = Math.min(deadline - System.nanoTime(), UNAVAILABLE_PAUSE_NANOS);
            while (left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many records it holds in memory for a reader who has not come for them. */
    int held() {
        lock.lock();
        try {
            return buffer.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isGone() {
        lock.lock();
        try {
            return gone;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            buffer.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        closing.accept(this);
    }
}
