package dev.perdure.persistence.hint;

import dev.perdure.persistence.database.DirectConnections;
import dev.perdure.persistence.database.EngineConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one listening connection of a node. Each new connection is probed by a hint to itself, and
 * again from time to time: behind a pooler a listener hears nothing and reports no error.
 */
final class HintListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HintListener.class);

    /** Closing has to wait for it. */
    private static final int WAIT_MILLIS = 250;

    private static final String PROBE = "probe-";
    private static final long PROBE_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long ANSWER_MAX_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 200;

    private final EngineConnection connection;
    private final String origin;
    private final String probe;
    private final DueSignal due;
    private final HintSink sink;
    private final Neighbours neighbours;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean heard;
    private long probedNanos;
    private boolean unanswered;

    HintListener(
            DirectConnections direct,
            String origin,
            DueSignal due,
            HintSink sink,
            Neighbours neighbours) {
        this.connection =
                new EngineConnection(
                        direct, "hints in", "set synchronous_commit = off", "listen perdure");
        this.origin = origin;
        this.probe = PROBE + origin;
        this.due = due;
        this.sink = sink;
        this.neighbours = neighbours;
        this.thread = Thread.ofPlatform().name("perdure-hints-in").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean works() {
        return heard;
    }

    /** Asks the listener to end at the next thing it hears. */
    void listenNoMore() {
        closed = true;
        thread.interrupt();
    }

    /**
     * Gives the connection up. Nothing else can be done on it while its thread listens there, so
     * that thread is waited for; whatever it hears ends the wait at once.
     */
    @Override
    public void close() {
        listenNoMore();
        try {
            thread.join(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }

    private void run() {
        while (!closed) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) {
                heard = false;
                connection.discard();
                if (!closed) {
                    LOG.debug("Listening again in a moment: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void listen() throws SQLException {
        boolean fresh = !connection.isOpen();
        Connection current = connection.get();
        if (fresh) {
            // Whatever was said while nobody listened is lost.
            sink.anyMoved();
            due.say();
            probe(current);
        } else if (System.nanoTime() - probedNanos > PROBE_PAUSE_NANOS) {
            probe(current);
        }
        PGNotification[] notifications =
                current.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
        if (notifications != null) {
            for (PGNotification notification : notifications) {
                take(current, notification.getParameter());
            }
        }
        if (unanswered && System.nanoTime() - probedNanos > ANSWER_MAX_NANOS) {
            heard = false;
        }
    }

    private void take(Connection current, String payload) throws SQLException {
        if (payload.equals(probe)) {
            heard = true;
            unanswered = false;
        } else if (payload.startsWith(PROBE)) {
            if (neighbours.hear(payload.substring(PROBE.length()))) {
                // Who has just come must hear of us before our next regular probe.
                probe(current);
            }
        } else if (!payload.startsWith(origin)) {
            takeHint(payload);
        }
    }

    private void takeHint(String payload) {
        HintMessage message;
        try {
            message = HintMessage.read(payload);
        } catch (IllegalArgumentException foreign) {
            LOG.debug("Somebody else uses our channel: {}", foreign.getMessage());
            return;
        }
        if (message.any()) {
            sink.anyMoved();
        }
        message.sessions().forEach(sink::moved);
        if (message.workDue()) {
            due.say();
        }
    }

    private void probe(Connection current) throws SQLException {
        probedNanos = System.nanoTime();
        unanswered = true;
        try (PreparedStatement statement =
                current.prepareStatement("select pg_notify('perdure', ?)")) {
            statement.setString(1, probe);
            statement.execute();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
