package dev.perdure.persistence.log;

import dev.perdure.engine.log.LogUnavailable;
import dev.perdure.persistence.database.TenantTransactions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells writers why their batches were not written, and reads what it has to know for that away
 * from the committers, on pooled connections. Thread-safe.
 */
final class RefusalDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalDesk.class);

    /** Connections of the pool it takes at once. */
    private static final int READS_MAX = 2;

    private static final long RETRY_MILLIS = 200;
    private static final long CLOSE_MILLIS_MAX = 1_000;

    private final TenantTransactions transactions;
    private final Duration unresolvedMax;
    private final Semaphore reads = new Semaphore(READS_MAX, true);

    /**
     * @param unresolvedMax how long the reason is looked for, from the append on
     */
    RefusalDesk(TenantTransactions transactions, Duration unresolvedMax) {
        this.transactions = transactions;
        this.unresolvedMax = unresolvedMax;
    }

    /**
     * @param row what the flush saw of the session, if that is known
     */
    void refuse(Pending pending, @Nullable FlushRow row) {
        Refusals.known(pending.batch(), row)
                .ifPresentOrElse(
                        pending::settle,
                        () -> Thread.startVirtualThread(() -> lookUp(pending, row)));
    }

    private void lookUp(Pending pending, @Nullable FlushRow row) {
        reads.acquireUninterruptibly();
        try {
            while (!read(pending, row)) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reads.release();
        }
    }

    /**
     * @return false when it is worth another try
     */
    private boolean read(Pending pending, @Nullable FlushRow row) {
        try {
            pending.settle(
                    transactions.read(
                            pending.batch().session().organisation(),
                            handle ->
                                    Refusals.reason(handle.getConnection(), pending.batch(), row)));
            return true;
        } catch (SQLException | JdbiException e) {
            LOG.debug("Why an append was refused is looked up again: {}", e.getMessage());
            boolean over = System.nanoTime() - pending.sinceNanos() > unresolvedMax.toNanos();
            if (over) {
                pending.fail(new LogUnavailable("Nothing was written, and why cannot be read", e));
            }
            return over;
        }
    }

    /** Waits a moment for what is being looked up. */
    @Override
    public void close() {
        try {
            if (!reads.tryAcquire(READS_MAX, CLOSE_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
                LOG.debug("Some appends were refused without a reason");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
