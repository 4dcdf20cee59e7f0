package dev.perdure.persistence.store;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.engine.store.BudgetChange;
import dev.perdure.engine.store.BudgetStore;
import dev.perdure.engine.store.Reserving;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.store.Window;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** Budgets on PostgreSQL. */
public final class PostgresBudgetStore implements BudgetStore {

    private static final TenantQuery SUBJECTS =
            TenantQuery.of("select distinct subject from perdure.budget where organisation = ?");

    private static final String IN_ORDER = "order by place";

    private final TenantTransactions transactions;
    private final TenantReads reads;

    public PostgresBudgetStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
    }

    @Override
    public Set<UUID> subjects(OrganisationId organisation) {
        try {
            return reads.read(
                    organisation,
                    SUBJECTS,
                    parameters -> parameters.id(organisation.value()),
                    results -> {
                        Set<UUID> subjects = new HashSet<>();
                        ResultSet row = results.next();
                        while (row.next()) {
                            subjects.add(row.getObject(1, UUID.class));
                        }
                        return Set.copyOf(subjects);
                    });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public Optional<Budget> find(OrganisationId organisation, BudgetId id, Instant now) {
        return done(
                organisation,
                handle -> {
                    Reservations.settleAbandoned(handle, organisation, now);
                    return BudgetRows.list(
                                    BudgetRows.select(handle, organisation, "and id = :id")
                                            .bind("id", id.value()))
                            .stream()
                            .map(budget -> budget.at(now))
                            .findFirst();
                });
    }

    @Override
    public List<Budget> of(OrganisationId organisation, List<BudgetSubject> subjects, Instant now) {
        return done(
                organisation,
                handle -> {
                    Reservations.settleAbandoned(handle, organisation, now);
                    return BudgetRows.list(
                                    BudgetRows.select(
                                                    handle,
                                                    organisation,
                                                    "and subject = any(:subjects) " + IN_ORDER)
                                            .bindArray(
                                                    "subjects",
                                                    UUID.class,
                                                    subjects.stream()
                                                            .map(BudgetSubject::id)
                                                            .toList()))
                            .stream()
                            .filter(budget -> subjects.contains(budget.terms().subject()))
                            .map(budget -> budget.at(now))
                            .toList();
                });
    }

    @Override
    public List<Budget> list(OrganisationId organisation, Instant now) {
        return done(
                organisation,
                handle -> {
                    Reservations.settleAbandoned(handle, organisation, now);
                    return BudgetRows.list(BudgetRows.select(handle, organisation, IN_ORDER))
                            .stream()
                            .map(budget -> budget.at(now))
                            .toList();
                });
    }

    @Override
    public void insert(Budget budget) {
        done(
                budget.organisation(),
                handle -> {
                    BudgetRows.insert(handle, budget);
                    return budget;
                });
    }

    @Override
    public Optional<Budget> change(
            OrganisationId organisation, BudgetId id, BudgetChange change, Instant now) {
        // Apart, because it locks others as well, and this one may come before them.
        done(organisation, handle -> Reservations.settleAbandoned(handle, organisation, now));
        return done(
                organisation,
                handle -> {
                    Optional<Budget> changed =
                            BudgetRows.list(
                                            BudgetRows.select(
                                                            handle,
                                                            organisation,
                                                            "and id = :id for update")
                                                    .bind("id", id.value()))
                                    .stream()
                                    .map(budget -> change.change().apply(budget.at(now)))
                                    .findFirst();
                    changed.ifPresent(budget -> {
                        BudgetRows.update(handle, budget);
                        if (change.entry() != null) {
                            BudgetRows.insert(handle, organisation, change.entry());
                        }
                    });
                    return changed;
                });
    }

    @Override
    public boolean remove(OrganisationId organisation, BudgetId id) {
        return done(
                organisation,
                handle ->
                        handle.createUpdate(
                                                "delete from perdure.budget where id = :id"
                                                        + " and organisation = :organisation")
                                        .bind("id", id.value())
                                        .bind("organisation", organisation.value())
                                        .execute()
                                > 0);
    }

    @Override
    public Reservation reserve(Reserving asked, Instant now) {
        OrganisationId organisation = asked.call().session().organisation();
        Reservation first = done(organisation, handle -> Reservations.reserve(handle, asked, now));
        // Apart, because it locks budgets of others as well, and they may come before these.
        boolean makesRoom =
                first instanceof Reservation.Held
                        && done(
                                organisation,
                                handle -> Reservations.settleAbandoned(handle, organisation, now));
        return makesRoom
                ? done(organisation, handle -> Reservations.reserve(handle, asked, now))
                : first;
    }

    @Override
    public List<Budget> settle(CallKey call, @Nullable Charge spent, Instant now) {
        return done(
                call.session().organisation(),
                handle -> Reservations.settle(handle, call, spent, now));
    }

    @Override
    public List<BudgetEntry> ledger(OrganisationId organisation, BudgetId id, Window window) {
        return done(
                organisation,
                handle ->
                        BudgetRows.ledger(
                                handle, organisation, id, window.offset(), window.limit()));
    }

    @Override
    public Set<SessionKey> takeHeld(OrganisationId organisation, BudgetId id) {
        return done(
                organisation,
                handle ->
                        handle
                                .createQuery(
                                        "delete from perdure.budget_held where budget = :budget"
                                                + " and organisation = :organisation returning session")
                                .bind("budget", id.value())
                                .bind("organisation", organisation.value())
                                .mapTo(UUID.class)
                                .stream()
                                .map(session ->
                                        new SessionKey(organisation, new SessionId(session)))
                                .collect(Collectors.toUnmodifiableSet()));
    }

    private <T> T done(OrganisationId organisation, HandleCallback<T, SQLException> work) {
        try {
            return transactions.call(organisation, work);
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The budgets cannot be reached", cause);
    }
}
