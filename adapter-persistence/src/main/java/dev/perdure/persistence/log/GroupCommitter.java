package dev.perdure.persistence.log;

import dev.perdure.persistence.database.EngineConnection;
import dev.perdure.persistence.database.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
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

    private static final long RETRY_MILLIS_MIN = 20;
    private static final long RETRY_MILLIS_MAX = 500;

    private final Lane lane;
    private final FlushQueue queue;
    private final EngineConnection connection;
    private final LocalNode node;
    private final Outcomes outcomes;
    private final Duration unresolvedMax;
    private final Thread thread;
    private final LaidAside laidAside = new LaidAside();
    private final Aftermath aftermath = new Aftermath();
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
            Outcomes outcomes,
            Duration unresolvedMax) {
        this.lane = lane;
        this.queue = queue;
        this.connection = connection;
        this.node = node;
        this.outcomes = outcomes;
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
        aftermath.await(max);
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
                    laidAside.clear();
                    aftermath.add(() -> outcomes.unknown(flush, defect));
                } finally {
                    List<Pending> over = laidAside.putAway(queue, lane, flush);
                    aftermath.add(() -> queue.done(over));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done with a flush next. */
    private enum Step {
        SEND,

        /** Lays aside what somebody else has locked, so that the others do not wait for it. */
        PART,

        /** Finds out which batch the database refuses, so that the others do not suffer for it. */
        ISOLATE
    }

    private void write(List<Pending> flush) throws InterruptedException {
        List<Pending> left = flush;
        Step step = laidAside.hasSuspect(left) ? Step.PART : Step.SEND;
        SQLException problem = null;
        long number = ++flushNumber;
        long pause = RETRY_MILLIS_MIN;
        while (!left.isEmpty()) {
            try {
                left = take(step, left, number, problem);
                step = Step.SEND;
                number = ++flushNumber;
            } catch (SQLException e) {
                if (SqlStates.isConnectionLost(e)) {
                    discard();
                } else if (SqlStates.isLockTimeout(e)) {
                    step = step == Step.SEND ? Step.PART : step;
                } else if (!SqlStates.isTransient(e)) {
                    problem = e;
                    step = Step.ISOLATE;
                }
                if (isOver(left)) {
                    List<Pending> lost = left;
                    aftermath.add(() -> outcomes.unknown(lost, e));
                    return;
                }
                LOG.info("The log waits for the database: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(2 * pause, RETRY_MILLIS_MAX);
            }
        }
    }

    /**
     * @return what is left to be sent under another number
     */
    private List<Pending> take(
            Step step, List<Pending> flush, long number, @Nullable SQLException problem)
            throws SQLException, InterruptedException {
        if (step == Step.SEND) {
            return attempt(flush, number);
        }
        Connection current = connection.get();
        if (!supersede(current, flush, number)) {
            return List.of();
        }
        if (step == Step.PART || problem == null) {
            return part(current, flush);
        }
        isolate(flush, problem);
        return List.of();
    }

    /**
     * @return what is left: nothing, or everything when this committer's row is gone and the flush
     *     has to be sent under a new name
     */
    private List<Pending> attempt(List<Pending> flush, long number) throws SQLException {
        Connection current = connection.get();
        FlushStatement prepared = statement(current);
        Optional<List<FlushRow>> rows = prepared.execute(number, node.incarnation(), flush);
        if (rows.isPresent()) {
            settle(current, flush, rows.get());
            return List.of();
        }
        return readBack(current, flush, number) ? List.of() : flush;
    }

    /** Settles the flush when it was committed before; else this committer has no row any more. */
    private boolean readBack(Connection current, List<Pending> flush, long number)
            throws SQLException {
        Optional<CommittedFlush> earlier = CommittedFlush.find(current, committer, number);
        if (earlier.isPresent()) {
            settle(current, flush, earlier.get().rows(current, flush, node.incarnation()));
            return true;
        }
        committer = 0;
        discard();
        return false;
    }

    /**
     * A flush that is to be sent in parts must not be written whole by a server process that is
     * late.
     *
     * @return false when it was written, and is settled
     */
    private boolean supersede(Connection current, List<Pending> flush, long number)
            throws SQLException {
        statement(current);
        OptionalLong last = CommitterRow.supersede(current, committer, number);
        if (last.isPresent() && last.getAsLong() != number) {
            flushNumber = Math.max(flushNumber, last.getAsLong());
            return true;
        }
        return !readBack(current, flush, number);
    }

    private List<Pending> part(Connection current, List<Pending> flush) throws SQLException {
        Set<UUID> locked = LockedSessions.among(current, flush);
        List<Pending> free = new ArrayList<>();
        for (Pending pending : flush) {
            if (!locked.contains(pending.session())) {
                free.add(pending);
            } else if (isOver(List.of(pending))) {
                aftermath.add(() -> outcomes.locked(pending));
            } else {
                laidAside.add(pending);
            }
        }
        return free;
    }

    private FlushStatement statement(Connection current) throws SQLException {
        FlushStatement prepared = statement;
        if (prepared == null) {
            if (committer == 0) {
                committer = CommitterRow.register(current);
            }
            prepared = new FlushStatement(current, committer);
            statement = prepared;
        }
        return prepared;
    }

    private void discard() {
        statement = null;
        connection.discard();
    }

    private void settle(Connection current, List<Pending> flush, List<FlushRow> rows) {
        List<UUID> sessions =
                rows.stream()
                        .filter(FlushRow::nextUnknown)
                        .map(row -> flush.get(row.ordinal()).session())
                        .toList();
        if (!sessions.isEmpty()) {
            try {
                NextTurns.makeReady(current, sessions);
            } catch (SQLException e) {
                LOG.debug("The turns behind a finished one are left to a sweep", e);
            }
        }
        aftermath.add(() -> tell(flush, rows));
    }

    @SuppressWarnings("IllegalCatch")
    private void tell(List<Pending> flush, List<FlushRow> rows) {
        try {
            outcomes.known(flush, rows);
        } catch (RuntimeException | Error defect) {
            LOG.error("What was written could not be told", defect);
            outcomes.unknown(flush, defect);
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
        if (SqlStates.isUniqueViolation(problem)) {
            aftermath.add(() -> outcomes.refused(culprit, null));
            return;
        }
        LOG.error("The database refuses a batch of {}", culprit.batch().session(), problem);
        aftermath.add(() -> outcomes.unknown(flush, problem));
    }

    private boolean isOver(List<Pending> flush) {
        long now = System.nanoTime();
        return stopping
                || flush.stream()
                        .allMatch(pending -> now - pending.sinceNanos() > unresolvedMax.toNanos());
    }
}
