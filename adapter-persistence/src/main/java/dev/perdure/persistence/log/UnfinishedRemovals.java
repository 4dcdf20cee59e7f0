package dev.perdure.persistence.log;

import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The sessions, of all organisations, whose head is deleted and whose log is not, or not all. */
public final class UnfinishedRemovals implements Supplier<List<SessionKey>> {

    private static final String ALL = "select organisation, session from perdure.removal";

    private final EngineTransactions transactions;

    public UnfinishedRemovals(DataSource pool) {
        this.transactions = new EngineTransactions(pool);
    }

    @Override
    public List<SessionKey> get() {
        return transactions.call(handle ->
                handle.createQuery(ALL)
                        .map((row, context) ->
                                new SessionKey(
                                        new OrganisationId(row.getObject(1, UUID.class)),
                                        new SessionId(row.getObject(2, UUID.class))))
                        .list());
    }
}
