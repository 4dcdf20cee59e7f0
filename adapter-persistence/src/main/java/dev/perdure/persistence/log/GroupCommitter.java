package dev.perdure.persistence.log;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.persistence.database.EngineConnection;
import dev.perdure.persistence.database.SqlStates;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the batches of one lane, one flush after the other: one thread, one connection, one commit
 * for many sessions.
 *
 * <p>Exactly once: each flush carries a number that the statement compares with the committer's row
 * and raises there. A flush whose answer was lost is sent again under the same number, and writes
 * nothing if it was committed after all, even by a server process that is only just finishing; what
 * it wrote is then read back.
 */
final class GroupCommitter {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);

    private static final String REGISTER =
            """
            insert into perdure.committer (id, flush_number, used_at)
            values (nextval('perdure.committer_number'), 0, clock_timestamp())
            returning id
            """;

    private static final long RETRY_MILLIS_MIN = 20;
    private static final long RETRY_MILLIS_MAX = 500;

    private final Lane lane;
    private final FlushQueue queue;
    private final EngineConnection connection;
    private final LocalNode node;
    private final FlushListener listener;
    private final Duration unresolvedMax;
    private final Thread thread;
    private volatile boolean stopping;
    private @Nullable FlushStatement statement;
    private long committer;
    private long flushNumber;

    /**
     * @param unresolvedMax how long a batch is tried before its writer is told that nobody knows
     */
    GroupCommitter(
            Lane lane,
            FlushQueue queue,
            EngineConnection connection,
            LocalNode node,
            FlushListener listener,
            Duration unresolvedMax) {
        this.lane = lane;
        this.queue = queue;
        this.connection = connection;
        this.node = node;
        this.listener = listener;
        this.unresolvedMax = unresolvedMax;
        this.thread =
                Thread.ofPlatform()
                        .name("perdure-commit-" + lane.name().toLowerCase(Locale.ROOT))
                        .daemon()
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** To be called when the queue is closed: writes what waits there, for at most {@code max}. */
    void stop(Duration max) {
        boolean interrupted = false;
        try {
            thread.join(max);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        stopping = true;
        connection.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                List<Pending> flush = queue.take(lane);
                if (flush.isEmpty()) {
                    return;
                }
                try {
                    write(flush);
                } catch (RuntimeException | Error defect) {
                    LOG.error("A flush failed by a defect", defect);
                    fail(flush, defect);
                } finally {
                    queue.done(flush);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Pending> flush) throws InterruptedException {
        long number = ++flushNumber;
        long pause = RETRY_MILLIS_MIN;
        while (true) {
            try {
                if (attempt(flush, number)) {
                    return;
                }
                number = ++flushNumber;
            } catch (SQLException e) {
                boolean lost = SqlStates.isConnectionLost(e);
                if (lost) {
                    discard();
                } else if (!SqlStates.isTransient(e)) {
                    isolate(flush, e);
                    return;
                }
                if (isOver(flush)) {
                    fail(flush, e);
                    return;
                }
                LOG.info("The log waits for the database: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(2 * pause, RETRY_MILLIS_MAX);
            }
        }
    }

    /**
     * @return false when this committer's row is gone and the flush has to be sent under a new name
     */
    private boolean attempt(List<Pending> flush, long number) throws SQLException {
        Connection current = connection.get();
        FlushStatement prepared = statement(current);
        Optional<List<FlushRow>> rows = prepared.execute(number, node.incarnation(), flush);
        if (rows.isPresent()) {
            settle(current, flush, rows.get());
            return true;
        }
        Optional<CommittedFlush> earlier = CommittedFlush.find(current, committer, number);
        if (earlier.isPresent()) {
            settle(current, flush, readBack(current, flush, earlier.get()));
            return true;
        }
        committer = 0;
        discard();
        return false;
    }

    private FlushStatement statement(Connection current) throws SQLException {
        FlushStatement prepared = statement;
        if (prepared == null) {
            if (committer == 0) {
                committer = register(current);
            }
            prepared = FlushStatement.on(current, committer);
            statement = prepared;
        }
        return prepared;
    }

    private static long register(Connection current) throws SQLException {
        try (PreparedStatement insert = current.prepareStatement(REGISTER);
                ResultSet row = insert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void discard() {
        statement = null;
        connection.discard();
    }

    private List<FlushRow> readBack(Connection current, List<Pending> flush, CommittedFlush earlier)
            throws SQLException {
        List<FlushRow> rows = new ArrayList<>();
        for (int ordinal = 0; ordinal < flush.size(); ordinal++) {
            FlushRow row = earlier.row(current, flush.get(ordinal), node.incarnation());
            if (row != null) {
                rows.add(row.at(ordinal));
            }
        }
        return rows;
    }

    /** Tells everybody, when all is known; so a connection lost in here changes nothing. */
    private void settle(Connection current, List<Pending> flush, List<FlushRow> rows)
            throws SQLException {
        @Nullable FlushRow[] byOrdinal = new FlushRow[flush.size()];
        rows.forEach(row -> byOrdinal[row.ordinal()] = row);
        List<Written> written = new ArrayList<>(rows.size());
        List<AppendOutcome> outcomes = new ArrayList<>(flush.size());
        for (int ordinal = 0; ordinal < flush.size(); ordinal++) {
            Pending pending = flush.get(ordinal);
            FlushRow row = byOrdinal[ordinal];
            if (row != null && row.applied()) {
                Written whole = Written.of(pending, row);
                written.add(whole);
                outcomes.add(whole.outcome());
            } else {
                outcomes.add(Refusals.reason(current, pending.batch(), row));
            }
        }
        listener.committed(written);
        Thread.startVirtualThread(() -> settle(flush, outcomes));
    }

    private static void settle(List<Pending> flush, List<AppendOutcome> outcomes) {
        for (int ordinal = 0; ordinal < flush.size(); ordinal++) {
            flush.get(ordinal).settle(outcomes.get(ordinal));
        }
    }

    /** One batch is to blame; the others must not suffer for it. */
    private void isolate(List<Pending> flush, SQLException problem) throws InterruptedException {
        if (flush.size() > 1) {
            for (Pending alone : flush) {
                write(List.of(alone));
            }
            return;
        }
        Pending culprit = flush.getFirst();
        try {
            if (SqlStates.isUniqueViolation(problem)) {
                culprit.settle(Refusals.reason(connection.get(), culprit.batch(), null));
                return;
            }
        } catch (SQLException e) {
            problem.addSuppressed(e);
            discard();
        }
        LOG.error("The database refuses a batch of {}", culprit.batch().session(), problem);
        fail(flush, problem);
    }

    private boolean isOver(List<Pending> flush) {
        long youngest = flush.getLast().sinceNanos();
        return stopping || System.nanoTime() - youngest > unresolvedMax.toNanos();
    }

    private void fail(List<Pending> flush, Throwable cause) {
        listener.unknown(flush);
        LogUnavailable failure =
                new LogUnavailable(
                        "The database did not answer; whether the append was written is unknown",
                        cause);
        Thread.startVirtualThread(() -> flush.forEach(pending -> pending.fail(failure)));
    }
}
