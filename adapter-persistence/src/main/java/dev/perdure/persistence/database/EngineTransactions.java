package dev.perdure.persistence.database;

import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * Pooled units of work as the engine's role, for what is rare enough to need no connection of its
 * own.
 */
public final class EngineTransactions {

    private final Jdbi jdbi;

    public EngineTransactions(DataSource pool) {
        this.jdbi = Jdbi.create(pool);
    }

    public <T, X extends Exception> T call(HandleCallback<T, X> work) throws X {
        return jdbi.inTransaction(handle -> {
            handle.execute("set local role " + Roles.ENGINE);
            return work.withHandle(handle);
        });
    }
}
