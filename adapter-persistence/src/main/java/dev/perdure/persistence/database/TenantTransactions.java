package dev.perdure.persistence.database;

import dev.perdure.tenant.OrganisationId;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

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
     * A unit of work that only reads; again on other connections when one turns out to be broken.
     */
    public <T> T read(OrganisationId organisation, HandleCallback<T, SQLException> work)
            throws SQLException {
        return ReadAgain.whenBroken(() -> call(organisation, work));
    }

    private static void enter(Handle handle, OrganisationId organisation) {
        handle.createQuery(ENTER)
                .bind(0, organisation.value().toString())
                .mapTo(String.class)
                .one();
    }
}
