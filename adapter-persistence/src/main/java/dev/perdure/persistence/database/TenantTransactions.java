package dev.perdure.persistence.database;

import dev.perdure.tenant.OrganisationId;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Units of work that see the rows of one organisation and no others, whatever their statements say:
 * role and organisation are set for the transaction, and row level security does the rest.
 * Thread-safe.
 */
public final class TenantTransactions {

    private static final String ENTER =
            "select set_config('role', '"
                    + Roles.API
                    + "', true), set_config('idle_in_transaction_session_timeout', '"
                    + ServerSettings.IDLE_IN_TRANSACTION_MAX
                    + "', true), set_config('perdure.organisation', ?, true)";

    /** How often a read is tried. */
    private static final int READS_MAX = 4;

    /** Longer than a pool takes to have no connection, shorter than a server that says nothing. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(TenantTransactions.class);

    private final Jdbi jdbi;

    public TenantTransactions(DataSource pool) {
        this.jdbi = Jdbi.create(pool);
    }

    /** A unit of work that changes something; done once at most. */
    public <T, X extends Exception> T call(OrganisationId organisation, HandleCallback<T, X> work)
            throws X {
        return jdbi.inTransaction(handle -> {
            enter(handle, organisation);
            return work.withHandle(handle);
        });
    }

    /**
     * A unit of work that only reads. Tries again on other connections when one turns out to be
     * broken, as all of a pool are after a restart of the server; but not after a long silence.
     */
    public <T> T read(OrganisationId organisation, HandleCallback<T, SQLException> work)
            throws SQLException {
        for (int broken = 1; broken < READS_MAX; broken++) {
            long begun = System.nanoTime();
            try {
                return call(organisation, work);
            } catch (SQLException | JdbiException e) {
                if (!SqlStates.isConnectionLost(e)
                        || System.nanoTime() - begun > SILENCE_MAX.toNanos()) {
                    throw e;
                }
                LOG.debug("Reading again on another connection: {}", e.getMessage());
            }
        }
        return call(organisation, work);
    }

    private static void enter(Handle handle, OrganisationId organisation) {
        handle.createQuery(ENTER)
                .bind(0, organisation.value().toString())
                .mapTo(String.class)
                .one();
    }
}
