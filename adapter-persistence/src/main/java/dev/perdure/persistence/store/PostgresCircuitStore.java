package dev.perdure.persistence.store;

import dev.perdure.engine.store.CircuitStore;
import dev.perdure.engine.store.OpenCircuit;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.model.FailureKind;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Circuits on PostgreSQL. */
public final class PostgresCircuitStore implements CircuitStore {

    private static final TenantQuery FIND =
            TenantQuery.of(
                    "select until, times, last, found_out from perdure.circuit"
                            + " where organisation = ? and account = ?");

    private static final String AS_SEEN =
            " where organisation = :organisation and account = :account and until = :seen_until"
                    + " and times = :seen_times and last = :seen_last and found_out = :seen_found_out";

    private static final String INSERT =
            """
            insert into perdure.circuit (organisation, account, until, times, last, found_out)
            values (:organisation, :account, :until, :times, :last, :found_out)
            on conflict do nothing
            """;

    private static final String UPDATE =
            "update perdure.circuit set until = :until, times = :times, last = :last,"
                    + " found_out = :found_out"
                    + AS_SEEN;

    private static final String DELETE = "delete from perdure.circuit" + AS_SEEN;

    private final TenantTransactions transactions;
    private final TenantReads reads;

    public PostgresCircuitStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
    }

    @Override
    public Optional<OpenCircuit> find(OrganisationId organisation, String account) {
        try {
            return reads.read(
                    organisation,
                    FIND,
                    parameters -> parameters.id(organisation.value()).text(account),
                    results -> {
                        ResultSet row = results.next();
                        return row.next() ? Optional.of(circuit(row)) : Optional.empty();
                    });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public boolean replace(
            OrganisationId organisation,
            String account,
            @Nullable OpenCircuit seen,
            @Nullable OpenCircuit next) {
        if (seen == null && next == null) {
            return find(organisation, account).isEmpty();
        }
        try {
            return transactions.call(
                    organisation, handle -> replaced(handle, organisation, account, seen, next));
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    private static boolean replaced(
            Handle handle,
            OrganisationId organisation,
            String account,
            @Nullable OpenCircuit seen,
            @Nullable OpenCircuit next) {
        Update update =
                handle.createUpdate(seen == null ? INSERT : next == null ? DELETE : UPDATE)
                        .bind("organisation", organisation.value())
                        .bind("account", account);
        if (seen != null) {
            bind(update, "seen_", seen);
        }
        if (next != null) {
            bind(update, "", next);
        }
        return update.execute() == 1;
    }

    private static void bind(Update update, String prefix, OpenCircuit circuit) {
        update.bind(prefix + "until", circuit.until().toEpochMilli())
                .bind(prefix + "times", circuit.times())
                .bind(prefix + "last", circuit.last().name().toLowerCase(Locale.ROOT))
                .bind(prefix + "found_out", circuit.beingFoundOut());
    }

    private static OpenCircuit circuit(ResultSet row) throws SQLException {
        return new OpenCircuit(
                Instant.ofEpochMilli(row.getLong(1)),
                row.getInt(2),
                FailureKind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getBoolean(4));
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The circuits cannot be reached", cause);
    }
}
