package dev.perdure.persistence.database;

import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Pooled units of work as the engine's role, for what is rare enough to need no connection of its
 * own.
 */
public final class EngineTransactions {

    private static final String ENTER =
            "select set_config('role', '"
                    + Roles.ENGINE
                    + "', true), set_config('idle_in_transaction_session_timeout', '"
                    + ServerSettings.IDLE_IN_TRANSACTION_MAX
                    + "', true)";

    private final Jdbi jdbi;

    public EngineTransactions(DataSource pool) {
        this.jdbi = Jdbi.create(pool);
    }

    public <T, X extends Exception> T call(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(handle -> {
            handle.createQuery(ENTER).mapTo(String.class).one();
            return work.withHandle(handle);
        });
    }
}
