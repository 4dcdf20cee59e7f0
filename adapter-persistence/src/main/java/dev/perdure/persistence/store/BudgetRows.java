package dev.perdure.persistence.store;

import dev.perdure.budget.Account;
import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.persistence.codec.BudgetCodec;
import dev.perdure.session.SessionId;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.TurnId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Budgets and the lines of their ledgers as rows. */
final class BudgetRows {

    private static final String SELECT =
            "select id, organisation, terms, credit, spent, reserved, since, warned, created_at, updated_at"
                    + " from perdure.budget b where organisation = :organisation ";

    private static final String INSERT =
            """
            insert into perdure.budget (id, organisation, subject, terms, credit, spent, reserved, since, warned,
                created_at, updated_at)
            values (:id, :organisation, :subject, :terms, :credit, :spent, :reserved, :since, :warned, :created,
                :updated)
            """;

    private static final String UPDATE =
            """
            update perdure.budget
            set terms = :terms, credit = :credit, spent = :spent, reserved = :reserved, since = :since,
                warned = :warned, updated_at = :updated
            where id = :id and organisation = :organisation
            """;

    private static final String INSERT_ENTRY =
            """
            insert into perdure.budget_entry (id, organisation, budget, session, turn, amount, source, description,
                time)
            values (:id, :organisation, :budget, cast(:session as uuid), cast(:turn as uuid), :amount, :source,
                :description, :time)
            """;

    private static final String LEDGER =
            """
            select e.id, e.budget, e.amount, e.source, e.description, e.session, e.turn, e.time
            from perdure.budget_entry e
            where e.organisation = :organisation and e.budget = :budget and e.amount is not null
            order by e.place desc limit :limit offset :offset
            """;

    private BudgetRows() {}

    /** Budgets that a condition chooses, which may end in an order and a lock. */
    static Query select(Handle handle, OrganisationId organisation, String condition) {
        return handle.createQuery(SELECT + condition).bind("organisation", organisation.value());
    }

    static List<Budget> list(Query query) {
        return query.map((row, context) -> budget(row)).list();
    }

    static void insert(Handle handle, Budget budget) {
        Account account = budget.account();
        handle.createUpdate(INSERT)
                .bind("id", budget.id().value())
                .bind("organisation", budget.organisation().value())
                .bind("subject", budget.terms().subject().id())
                .bind("terms", BudgetCodec.encode(budget.terms()))
                .bind("credit", account.credit())
                .bind("spent", account.spent())
                .bind("reserved", account.reserved())
                .bind("since", Nanos.of(account.since()))
                .bind("warned", account.warned())
                .bind("created", Nanos.of(budget.createdAt()))
                .bind("updated", Nanos.of(budget.updatedAt()))
                .execute();
    }

    static void update(Handle handle, Budget budget) {
        Account account = budget.account();
        handle.createUpdate(UPDATE)
                .bind("id", budget.id().value())
                .bind("organisation", budget.organisation().value())
                .bind("terms", BudgetCodec.encode(budget.terms()))
                .bind("credit", account.credit())
                .bind("spent", account.spent())
                .bind("reserved", account.reserved())
                .bind("since", Nanos.of(account.since()))
                .bind("warned", account.warned())
                .bind("updated", Nanos.of(budget.updatedAt()))
                .execute();
    }

    static void insert(Handle handle, OrganisationId organisation, BudgetEntry entry) {
        handle.createUpdate(INSERT_ENTRY)
                .bind("id", entry.id())
                .bind("organisation", organisation.value())
                .bind("budget", entry.budget().value())
                .bind("session", value(entry.session()))
                .bind("turn", value(entry.turn()))
                .bind("amount", entry.amount())
                .bind("source", word(entry.source()))
                .bind("description", entry.description())
                .bind("time", Nanos.of(entry.at()))
                .execute();
    }

    static List<BudgetEntry> ledger(
            Handle handle, OrganisationId organisation, BudgetId id, int offset, int limit) {
        return handle.createQuery(LEDGER)
                .bind("organisation", organisation.value())
                .bind("budget", id.value())
                .bind("offset", offset)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list();
    }

    static String word(BudgetEntry.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    private static Budget budget(ResultSet row) throws SQLException {
        return new Budget(
                new BudgetId(row.getObject(1, UUID.class)),
                new OrganisationId(row.getObject(2, UUID.class)),
                BudgetCodec.decode(row.getBytes(3)),
                new Account(
                        row.getBigDecimal(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        Nanos.read(row.getLong(7)),
                        row.getBoolean(8)),
                Nanos.read(row.getLong(9)),
                Nanos.read(row.getLong(10)));
    }

    private static BudgetEntry entry(ResultSet row) throws SQLException {
        UUID session = row.getObject(6, UUID.class);
        UUID turn = row.getObject(7, UUID.class);
        return new BudgetEntry(
                row.getObject(1, UUID.class),
                new BudgetId(row.getObject(2, UUID.class)),
                row.getBigDecimal(3),
                BudgetEntry.Source.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5),
                session == null ? null : new SessionId(session),
                turn == null ? null : new TurnId(turn),
                Nanos.read(row.getLong(8)));
    }

    private static @Nullable UUID value(@Nullable SessionId id) {
        return id == null ? null : id.value();
    }

    private static @Nullable UUID value(@Nullable TurnId id) {
        return id == null ? null : id.value();
    }
}
