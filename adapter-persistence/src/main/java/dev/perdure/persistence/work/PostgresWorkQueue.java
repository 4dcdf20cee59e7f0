package dev.perdure.persistence.work;

import dev.perdure.engine.work.Claim;
import dev.perdure.engine.work.WorkQueue;
import dev.perdure.engine.work.WorkUnavailable;
import dev.perdure.persistence.database.DirectConnections;
import dev.perdure.persistence.database.EngineConnection;
import dev.perdure.persistence.database.SqlStates;
import dev.perdure.persistence.hint.DueSignal;
import dev.perdure.persistence.hint.Hints;
import dev.perdure.persistence.log.LocalNode;
import dev.perdure.turn.TurnId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The turn queue on PostgreSQL. Holds two direct connections: one keeps the node's lock and lease,
 * the other claims and sweeps.
 */
public final class PostgresWorkQueue implements WorkQueue, LocalNode, AutoCloseable {

    private static final Duration POLL_WITH_HINTS = Duration.ofSeconds(1);
    private static final Duration POLL_WITHOUT_HINTS = Duration.ofMillis(250);

    /**
     * A claim walks the due turns in order and stops when it has enough; a sweep looks up what its
     * indexes hold. A plan that reads or sorts the whole backlog is never the better one.
     */
    private static final String[] WORK_SETTINGS = {
        "set jit = off",
        "set enable_seqscan = off",
        "set enable_bitmapscan = off",
        "set enable_hashjoin = off",
        "set enable_mergejoin = off",
        "set enable_sort = off"
    };

    private final ProcessMark process = ProcessMark.current();
    private final DueSignal due;
    private final Hints hints;
    private final EngineConnection nodeConnection;
    private final EngineConnection workConnection;
    private final Node node;
    private final Sweep sweep;
    private final Claims claims;
    private final ReentrantLock nodeLock = new ReentrantLock();
    private final ReentrantLock workLock = new ReentrantLock();

    /**
     * @param due says that a turn may be due
     * @param hints tells the other nodes that one is
     * @param clock compared with the server's at every renewal
     */
    public PostgresWorkQueue(
            DirectConnections direct,
            WorkSettings settings,
            DueSignal due,
            Hints hints,
            ServerClock clock) {
        this.due = due;
        this.hints = hints;
        this.nodeConnection = new EngineConnection(direct, "node");
        this.workConnection = new EngineConnection(direct, "work", WORK_SETTINGS);
        this.node = new Node(nodeConnection, settings, process, !direct.sharesSessions(), clock);
        this.sweep = new Sweep(workConnection, settings);
        this.claims = new Claims(workConnection);
    }

    @Override
    public int incarnation() {
        return node.incarnation();
    }

    /** How the others would notice the end of this node now. */
    public DeathNotice deathNotice() {
        if (node.incarnation() == Node.NONE) {
            return DeathNotice.NONE;
        }
        return node.isLocked() ? DeathNotice.LOCK : DeathNotice.LEASE;
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws SQLException;
    }

    /** Tries once more on a fresh connection: a broken one says nothing about the database. */
    private static <T> T calling(ReentrantLock lock, Runnable lost, Call<T> call) {
        lock.lock();
        try {
            try {
                return call.run();
            } catch (SQLException e) {
                if (!SqlStates.isConnectionLost(e)) {
                    throw e;
                }
                lost.run();
                return call.run();
            }
        } catch (SQLException e) {
            if (SqlStates.isConnectionLost(e)) {
                lost.run();
            }
            throw new WorkUnavailable("The queue cannot be reached", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void join() {
        calling(
                nodeLock,
                node::lost,
                () -> {
                    node.join();
                    return true;
                });
        sweep();
    }

    @Override
    public boolean renew() {
        return calling(nodeLock, node::lost, node::renew);
    }

    @Override
    public void leave() {
        if (node.incarnation() == Node.NONE) {
            return;
        }
        calling(
                nodeLock,
                node::lost,
                () -> {
                    node.leave();
                    return true;
                });
        calling(
                workLock,
                workConnection::discard,
                () -> {
                    sweep.reclaim();
                    return true;
                });
        hints.due();
    }

    @Override
    public void sweep() {
        boolean found =
                calling(
                        workLock,
                        workConnection::discard,
                        () -> {
                            boolean released = claims.release(node.incarnation()) > 0;
                            return sweep.run(node.incarnation(), process) || released;
                        });
        if (found) {
            hints.due();
        }
    }

    @Override
    public List<Claim> claim(int places) {
        due.reset();
        return places < 1
                ? List.of()
                : calling(
                        workLock,
                        workConnection::discard,
                        () -> claims.take(node.incarnation(), places));
    }

    @Override
    public void handOver(Claim claim) {
        boolean released =
                calling(
                        workLock,
                        workConnection::discard,
                        () -> claims.handOver(node.incarnation(), claim));
        if (released) {
            hints.due();
        }
    }

    @Override
    public void claimUnheard(TurnId turn) {
        claims.unheard(turn.value());
    }

    @Override
    public void awaitDue(Duration max) throws InterruptedException {
        Duration poll = hints.work() ? POLL_WITH_HINTS : POLL_WITHOUT_HINTS;
        due.await(max.compareTo(poll) < 0 ? max : poll);
    }

    /** Gives its connections up without leaving: to the others this node looks dead. */
    @Override
    public void close() {
        nodeConnection.close();
        workConnection.close();
    }
}
