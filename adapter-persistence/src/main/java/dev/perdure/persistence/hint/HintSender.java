package dev.perdure.persistence.hint;

import dev.perdure.persistence.database.DirectConnections;
import dev.perdure.persistence.database.EngineConnection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends hints, many in one notification. A notification holds a lock of the whole cluster while it
 * commits, so it is sent alone, seldom, and without waiting for the disk.
 */
final class HintSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HintSender.class);

    /** At most one notification per this time. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final EngineConnection connection;
    private final String origin;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Set<UUID> moved = new HashSet<>();
    private boolean due;
    private boolean closed;

    HintSender(DirectConnections direct, String origin) {
        this.connection = new EngineConnection(direct, "hints out", "set synchronous_commit = off");
        this.origin = origin;
        this.thread = Thread.ofPlatform().name("perdure-hints-out").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void moved(UUID session) {
        lock.lock();
        try {
            // More than a notification names are sent as "any", so more need not be kept.
            if (moved.size() <= HintMessage.SESSIONS_MAX) {
                moved.add(session);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    void due() {
        lock.lock();
        try {
            due = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Says something that tells nobody anything and wakes every listener, this node's as well. */
    void wakeListeners() {
        send(HintMessage.of(origin, false, Set.of()));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        connection.close();
    }

    private void run() {
        try {
            while (true) {
                HintMessage next = take();
                if (next == null) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(send(next) ? PAUSE_NANOS : PAUSE_AFTER_FAILURE_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable HintMessage take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !due && moved.isEmpty()) {
                changed.await();
            }
            if (closed) {
                return null;
            }
            HintMessage message = HintMessage.of(origin, due, moved);
            moved = new HashSet<>();
            due = false;
            return message;
        } finally {
            lock.unlock();
        }
    }

    private boolean send(HintMessage message) {
        try (PreparedStatement statement =
                connection.get().prepareStatement("select pg_notify('perdure', ?)")) {
            statement.setString(1, message.payload());
            statement.execute();
            return true;
        } catch (SQLException e) {
            LOG.debug("A hint was lost: {}", e.getMessage());
            connection.discard();
            return false;
        }
    }
}
