package dev.perdure.engine.inmemory;

import dev.perdure.engine.log.EventTail;
import dev.perdure.event.Envelope;
import dev.perdure.event.Offset;
import dev.perdure.session.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A cursor into the records of one stream; it holds no copy of what it has not been asked for. */
final class InMemorySubscription implements EventTail.Subscription {

    private static final int RECORDS_AT_ONCE_MAX = 1024;

    private final Memory memory;
    private final SessionKey session;
    private final Consumer<InMemorySubscription> onClose;
    private long read;
    private boolean closed;

    /** The stream once it was seen: another of the same name, begun later, is not followed. */
    private @Nullable StoredStream stream;

    InMemorySubscription(
            Memory memory,
            SessionKey session,
            Offset after,
            Consumer<InMemorySubscription> onClose) {
        this.memory = memory;
        this.session = session;
        this.read = after.value();
        this.onClose = onClose;
        this.stream = memory.stream(session);
    }

    @Override
    public List<Envelope> next(Duration max) throws InterruptedException {
        memory.lock.lockInterruptibly();
        try {
            lookForStream();
            long left = max.toNanos();
            while (left > 0 && !closed && !gone() && !hasMore()) {
                left = changed().awaitNanos(left);
                lookForStream();
            }
            return take();
        } finally {
            memory.lock.unlock();
        }
    }

    @Override
    public boolean isGone() {
        return memory.locked(this::gone);
    }

    @Override
    public void close() {
        memory.lock.lock();
        try {
            closed = true;
            onClose.accept(this);
            changed().signalAll();
        } finally {
            memory.lock.unlock();
        }
    }

    private List<Envelope> take() {
        if (stream == null || closed || gone()) {
            return List.of();
        }
        List<Envelope> next = InMemoryLog.slice(stream.records(), read, RECORDS_AT_ONCE_MAX);
        read += next.size();
        return next;
    }

    private boolean gone() {
        return stream != null && stream.isRemoved();
    }

    private boolean hasMore() {
        return stream != null && stream.records().size() > read;
    }

    private void lookForStream() {
        if (stream == null) {
            stream = memory.stream(session);
        }
    }

    private Condition changed() {
        return stream == null ? memory.streamBegan : stream.changed();
    }
}
