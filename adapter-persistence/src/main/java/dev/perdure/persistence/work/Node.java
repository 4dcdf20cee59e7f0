package dev.perdure.persistence.work;

import dev.perdure.persistence.database.EngineConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process as a node: its incarnation, its row, and the lock that its connection holds for as
 * long as the process lives. Where the session is not its own, no lock would stay, and the lease
 * alone says that it lives. Not thread-safe, except {@link #incarnation} and {@link #isLocked}.
 */
final class Node {

    /** No node ever has it. */
    static final int NONE = -1;

    private static final int NOT_LOCKED = 0;

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final EngineConnection connection;
    private final WorkSettings settings;
    private final ProcessMark process;
    private final boolean mayLock;
    private final ServerClock clock;
    private volatile int incarnation = NONE;
    private volatile boolean locked;
    private int lockedOn = NOT_LOCKED;

    /**
     * @param mayLock whether the connection has a session of its own
     */
    Node(
            EngineConnection connection,
            WorkSettings settings,
            ProcessMark process,
            boolean mayLock,
            ServerClock clock) {
        this.connection = connection;
        this.settings = settings;
        this.process = process;
        this.mayLock = mayLock;
        this.clock = clock;
    }

    int incarnation() {
        return incarnation;
    }

    /** Whether the others would notice its end by the lock, as the last renewal found. */
    boolean isLocked() {
        return locked;
    }

    /** A new incarnation; the lock is held before anybody can see the row and miss the lock. */
    void join() throws SQLException {
        leave();
        try (PreparedStatement next = connection.get().prepareStatement(NodeSql.NEXT_INCARNATION);
                ResultSet row = next.executeQuery()) {
            row.next();
            int fresh = row.getInt(1);
            tryLock(fresh);
            locked = lockedOn != NOT_LOCKED;
            insert(fresh);
            incarnation = fresh;
        }
        LOG.debug("This node is incarnation {}", incarnation);
    }

    private void insert(int fresh) throws SQLException {
        try (PreparedStatement insert = connection.get().prepareStatement(NodeSql.INSERT)) {
            insert.setInt(1, fresh);
            insert.setString(2, process.text());
            insert.setLong(3, settings.lease().toMillis());
            insert.setBoolean(4, locked);
            insert.executeUpdate();
        }
    }

    /** Extends the lease; false when the node is dead or never joined. */
    boolean renew() throws SQLException {
        if (incarnation == NONE) {
            return false;
        }
        Connection current = connection.get();
        if (connection.openings() != lockedOn) {
            // The lock went with the old connection. If the server has not noticed that yet, the
            // lease must do until the next renewal; waiting for the lock could cost the lease.
            tryLock(incarnation);
        }
        try (PreparedStatement renew = current.prepareStatement(NodeSql.RENEW)) {
            renew.setLong(1, settings.lease().toMillis());
            renew.setInt(2, incarnation);
            Instant before = clock.machine();
            try (ResultSet row = renew.executeQuery()) {
                Instant after = clock.machine();
                boolean lives = row.next();
                locked = lives && row.getBoolean(1);
                if (lives) {
                    clock.compare(before, Instant.ofEpochMilli(row.getLong(2)), after);
                }
                if (!locked) {
                    lockedOn = NOT_LOCKED;
                }
                return lives;
            }
        }
    }

    private void tryLock(int number) throws SQLException {
        if (!mayLock) {
            return;
        }
        try (PreparedStatement lock = connection.get().prepareStatement(NodeSql.TRY_LOCK)) {
            lock.setInt(1, number);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                lockedOn = row.getBoolean(1) ? connection.openings() : NOT_LOCKED;
            }
        }
    }

    void lost() {
        connection.discard();
    }

    /** Declares itself dead; what it owns is then anybody's to reclaim. */
    void leave() throws SQLException {
        if (incarnation == NONE) {
            return;
        }
        try (PreparedStatement leave = connection.get().prepareStatement(NodeSql.LEAVE)) {
            leave.setInt(1, incarnation);
            leave.executeUpdate();
        }
        incarnation = NONE;
        locked = false;
        connection.release();
    }
}
