package dev.perdure.persistence.store;

import dev.perdure.budget.Budget;
import dev.perdure.budget.BudgetEntry;
import dev.perdure.budget.BudgetId;
import dev.perdure.budget.BudgetSubject;
import dev.perdure.budget.CallKey;
import dev.perdure.budget.Charge;
import dev.perdure.budget.Reservation;
import dev.perdure.engine.store.Reserving;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.turn.Attempt;
import dev.perdure.turn.StepNumber;
import dev.perdure.turn.TurnId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** What calls reserve and come to, in one transaction each. Budgets are locked by their ids. */
final class Reservations {

    private static final String OPEN_LINES_OF_CALL =
            "from perdure.budget_entry e where e.organisation = :organisation and e.turn = :turn"
                    + " and e.step = :step and e.attempt = :attempt and e.purpose = :purpose"
                    + " and e.amount is null";

    private static final String RESERVE =
            """
            with woken as (delete from perdure.budget_held where budget = :budget and session = :session)
            insert into perdure.budget_entry (id, organisation, budget, session, turn, step, attempt, purpose, epoch,
                reserved, source, description, time)
            values (:id, :organisation, :budget, :session, :turn, :step, :attempt, :purpose, :epoch,
                :reserved, '', '', :time)
            """;

    private static final String SETTLE =
            """
            update perdure.budget_entry e
            set amount = coalesce(:amount, e.reserved), source = :source, time = :time
            from perdure.budget_entry o
            where o.id = e.id and e.organisation = :organisation and e.budget = :budget and e.turn = :turn and e.step = :step
                and e.attempt = :attempt and e.purpose = :purpose and e.amount is null
            returning e.reserved, e.amount, o.time
            """;

    /** Of a claim that is over: its owner died, was replaced or let go of the turn. */
    private static final String ABANDONED =
            """
            select distinct e.session, e.turn, e.step, e.attempt, e.purpose
            from perdure.budget_entry e
            where e.organisation = :organisation and e.amount is null and not exists (
                select from perdure.turn t join perdure.session s on s.id = t.session
                where t.id = e.turn and t.state = 1 and s.epoch = e.epoch)
            """;

    private static final String HOLD =
            """
            insert into perdure.budget_held (budget, session, organisation)
            values (:budget, :session, :organisation) on conflict do nothing
            """;

    private Reservations() {}

    static Reservation reserve(Handle handle, Reserving asked, Instant now) {
        CallKey call = asked.call();
        OrganisationId organisation = call.session().organisation();
        List<Budget> concerned =
                BudgetRows.list(
                                BudgetRows.select(
                                                handle,
                                                organisation,
                                                "and subject = any(:subjects) order by id for update")
                                        .bindArray(
                                                "subjects",
                                                UUID.class,
                                                asked.subjects().stream()
                                                        .map(BudgetSubject::id)
                                                        .toList()))
                        .stream()
                        .filter(budget -> asked.subjects().contains(budget.terms().subject()))
                        .map(budget -> budget.at(now))
                        .toList();
        if (!concerned.isEmpty() && isReserved(handle, call)) {
            return new Reservation.Granted(concerned);
        }
        Reservation reservation = Reservation.of(concerned, asked.most());
        switch (reservation) {
            case Reservation.Free ignored -> {}
            case Reservation.Unpriced ignored -> {}
            case Reservation.Held held -> hold(handle, call.session(), held.budget().id());
            case Reservation.Granted granted -> {
                for (Budget budget : granted.budgets()) {
                    BudgetRows.update(handle, budget);
                    keep(handle, asked, budget, now);
                }
            }
        }
        return reservation;
    }

    /** The budgets that passed their soft limits. */
    static List<Budget> settle(Handle handle, CallKey call, @Nullable Charge spent, Instant now) {
        List<Budget> warned = new ArrayList<>();
        List<Budget> reserved =
                BudgetRows.list(
                        named(
                                BudgetRows.select(
                                        handle,
                                        call.session().organisation(),
                                        "and id in (select e.budget "
                                                + OPEN_LINES_OF_CALL
                                                + ") order by id for update"),
                                call));
        for (Budget budget : reserved) {
            Budget before = budget.at(now);
            settled(handle, call, before, spent, now)
                    .filter(after -> after.hasJustWarned(before))
                    .ifPresent(warned::add);
        }
        return warned;
    }

    private static Optional<Budget> settled(
            Handle handle, CallKey call, Budget budget, @Nullable Charge spent, Instant now) {
        BigDecimal known = spent == null ? null : spent.in(budget.terms().currency());
        BudgetEntry.Source source =
                known == null ? BudgetEntry.Source.UNREPORTED_CALL : BudgetEntry.Source.MODEL_CALL;
        return named(handle.createQuery(SETTLE), call)
                .bind("organisation", call.session().organisation().value())
                .bind("budget", budget.id().value())
                .bind("amount", known)
                .bind("source", BudgetRows.word(source))
                .bind("time", Nanos.of(now))
                .map((row, context) ->
                        budget.settle(
                                row.getBigDecimal(1),
                                row.getBigDecimal(2),
                                Nanos.read(row.getLong(3))))
                .findOne()
                .map(after -> {
                    BudgetRows.update(handle, after);
                    return after;
                });
    }

    /**
     * What nobody can settle any more came to what it had reserved.
     *
     * @return whether there was any
     */
    static boolean settleAbandoned(Handle handle, OrganisationId organisation, Instant now) {
        List<CallKey> abandoned =
                handle.createQuery(ABANDONED)
                        .bind("organisation", organisation.value())
                        .map((row, context) -> call(organisation, row))
                        .list();
        if (!abandoned.isEmpty()) {
            // All at once and in order: one call after the other could lock them crosswise.
            BudgetRows.list(
                    BudgetRows.select(
                            handle,
                            organisation,
                            "and id in (select e.budget from perdure.budget_entry e"
                                    + " where e.organisation = :organisation and e.amount is null)"
                                    + " order by id for update"));
        }
        for (CallKey call : abandoned) {
            settle(handle, call, null, now);
        }
        return !abandoned.isEmpty();
    }

    private static void hold(Handle handle, SessionKey session, BudgetId budget) {
        handle.createUpdate(HOLD)
                .bind("budget", budget.value())
                .bind("session", session.id().value())
                .bind("organisation", session.organisation().value())
                .execute();
    }

    private static void keep(Handle handle, Reserving asked, Budget budget, Instant now) {
        CallKey call = asked.call();
        named(handle.createUpdate(RESERVE), call)
                .bind("id", UUID.randomUUID())
                .bind("organisation", call.session().organisation().value())
                .bind("budget", budget.id().value())
                .bind("session", call.session().id().value())
                .bind("epoch", asked.epoch().value())
                .bind("reserved", asked.most().in(budget.terms().currency()))
                .bind("time", Nanos.of(budget.stamp(now)))
                .execute();
    }

    private static boolean isReserved(Handle handle, CallKey call) {
        return named(handle.createQuery("select exists (select " + OPEN_LINES_OF_CALL + ")"), call)
                .bind("organisation", call.session().organisation().value())
                .mapTo(Boolean.class)
                .one();
    }

    private static <S extends SqlStatement<S>> S named(S statement, CallKey call) {
        return statement
                .bind("turn", call.turn().value())
                .bind("step", call.step().value())
                .bind("attempt", call.attempt().value())
                .bind("purpose", call.purpose().name().toLowerCase(Locale.ROOT));
    }

    private static CallKey call(OrganisationId organisation, ResultSet row) throws SQLException {
        return new CallKey(
                new SessionKey(organisation, new SessionId(row.getObject(1, UUID.class))),
                new TurnId(row.getObject(2, UUID.class)),
                new StepNumber(row.getInt(3)),
                new Attempt(row.getInt(4)),
                CallKey.Purpose.valueOf(row.getString(5).toUpperCase(Locale.ROOT)));
    }
}
