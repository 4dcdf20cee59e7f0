package dev.perdure.persistence.work;

import dev.perdure.persistence.database.EngineConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks dead nodes, then makes due what they owned and what has woken up; each in a statement of
 * its own.
 */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** A heartbeat as late as this many intervals has stopped. */
    private static final double LATE_HEARTBEATS = 2.5;

    private static final long FORGET_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final long MAKE_READY_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EngineConnection connection;
    private final Duration heartbeatLate;
    private long forgotNanos = System.nanoTime() - FORGET_PAUSE_NANOS;
    private long madeReadyNanos = System.nanoTime() - MAKE_READY_PAUSE_NANOS;

    Sweep(EngineConnection connection, WorkSettings settings) {
        this.connection = connection;
        this.heartbeatLate =
                Duration.ofMillis((long) (settings.heartbeat().toMillis() * LATE_HEARTBEATS));
    }

    /**
     * Sweeps once; true when a turn is due that was not before.
     *
     * @param own incarnation of this node, which does not judge itself
     */
    boolean run(int own, ProcessMark process) throws SQLException {
        Connection current = connection.get();
        boolean settled = connection.age().compareTo(heartbeatLate) > 0;
        // What the locks tell later on, the processes of this machine tell at once.
        List<Integer> ended = settled ? List.of() : ended(current, own, process);
        int died = markDead(current, own, ended, settled);
        if (died > 0) {
            LOG.info("{} nodes are dead", died);
        }
        int due = update(current, NodeSql.RECLAIM_AND_WAKE) + makeFirstReady(current);
        forget(current);
        return due > 0;
    }

    /** Makes due what nodes already marked dead owned. */
    void reclaim() throws SQLException {
        update(connection.get(), NodeSql.RECLAIM_AND_WAKE);
    }

    private int markDead(Connection current, int own, List<Integer> ended, boolean settled)
            throws SQLException {
        try (PreparedStatement mark = current.prepareStatement(NodeSql.MARK_DEAD)) {
            mark.setInt(1, own);
            mark.setArray(2, current.createArrayOf("int4", ended.toArray()));
            mark.setBoolean(3, settled);
            mark.setLong(4, heartbeatLate.toMillis());
            return mark.executeUpdate();
        }
    }

    /**
     * Nodes whose process ran on this machine and is no more: an earlier life of this one, mostly.
     */
    private static List<Integer> ended(Connection current, int own, ProcessMark process)
            throws SQLException {
        List<Integer> ended = new ArrayList<>();
        try (PreparedStatement living = current.prepareStatement(NodeSql.LIVING)) {
            living.setInt(1, own);
            try (ResultSet row = living.executeQuery()) {
                while (row.next()) {
                    if (ProcessMark.read(row.getString(2)).map(process::knowsEnded).orElse(false)) {
                        ended.add(row.getInt(1));
                    }
                }
            }
        }
        return ended;
    }

    private int makeFirstReady(Connection current) throws SQLException {
        if (System.nanoTime() - madeReadyNanos < MAKE_READY_PAUSE_NANOS) {
            return 0;
        }
        madeReadyNanos = System.nanoTime();
        return update(current, NodeSql.MAKE_FIRST_READY);
    }

    private void forget(Connection current) throws SQLException {
        if (System.nanoTime() - forgotNanos > FORGET_PAUSE_NANOS) {
            forgotNanos = System.nanoTime();
            update(current, NodeSql.FORGET);
            update(current, NodeSql.FORGET_COMMITTERS);
        }
    }

    private static int update(Connection current, String sql) throws SQLException {
        try (Statement statement = current.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
