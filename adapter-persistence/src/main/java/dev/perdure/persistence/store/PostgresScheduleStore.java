package dev.perdure.persistence.store;

import dev.perdure.engine.store.Page;
import dev.perdure.engine.store.ScheduleStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.engine.store.Window;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.persistence.work.DueSchedules;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Schedules on PostgreSQL. Slots are exact to the millisecond. */
public final class PostgresScheduleStore implements ScheduleStore {

    /** Of two that add to one session at once the second sees what the first added. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(1346720325, hashtext(:session))";

    private static final String SESSION_EXISTS =
            "select exists (select from perdure.session where id = :session"
                    + " and organisation = :organisation)";

    private static final String OPEN =
            "select count(*) from perdure.schedule where session = :session"
                    + " and organisation = :organisation and status in ('active', 'paused')";

    /** Whoever removes a session cannot see what is not committed yet. */
    private static final String DROP_LATE =
            """
            delete from perdure.schedule where session = :session and organisation = :organisation
                and not exists (select from perdure.session where id = :session)
            """;

    /** One whose message is still being sent is not over. */
    private static final String FORGET_OVER =
            """
            delete from perdure.schedule where id in (
                select id from perdure.schedule where session = :session and organisation = :organisation
                    and status not in ('active', 'paused') and firing_at is null
                order by place desc offset :kept
            )
            """;

    private static final Logger LOG = LoggerFactory.getLogger(PostgresScheduleStore.class);

    /** After which one that cannot be read is read again, at most: another version may wait. */
    private static final Duration REST_MAX = Duration.ofHours(1);

    private static final int TENTH = 10;
    private static final String PAGE = " order by c.place desc limit :limit offset :offset";

    private final TenantTransactions transactions;
    private final DueSchedules due;

    /**
     * @param due looks over all organisations
     */
    public PostgresScheduleStore(DataSource pool, DueSchedules due) {
        this.transactions = new TenantTransactions(pool);
        this.due = due;
    }

    @Override
    public ScheduleWrite insert(Schedule schedule, int openMax) {
        SessionKey session = schedule.session();
        ScheduleWrite written =
                done(session.organisation(), handle -> inserted(handle, schedule, openMax));
        if (written == ScheduleWrite.STORED) {
            done(
                    session.organisation(),
                    handle ->
                            handle.createUpdate(DROP_LATE)
                                    .bind("session", session.id().value())
                                    .bind("organisation", session.organisation().value())
                                    .execute());
        }
        return written;
    }

    private static ScheduleWrite inserted(Handle handle, Schedule schedule, int openMax) {
        SessionKey session = schedule.session();
        handle.createQuery(ONE_AT_A_TIME)
                .bind("session", session.id().value().toString())
                .mapTo(String.class)
                .one();
        if (!of(handle.createQuery(SESSION_EXISTS), session).mapTo(Boolean.class).one()) {
            return ScheduleWrite.NO_SUCH_SESSION;
        }
        boolean taken =
                handle.createQuery("select exists (select from perdure.schedule where id = :id)")
                        .bind("id", schedule.id().value())
                        .mapTo(Boolean.class)
                        .one();
        if (taken) {
            return ScheduleWrite.ID_TAKEN;
        }
        if (of(handle.createQuery(OPEN), session).mapTo(Long.class).one() >= openMax) {
            return ScheduleWrite.TOO_MANY;
        }
        if (!ScheduleRows.insert(handle, schedule)) {
            return ScheduleWrite.ID_TAKEN;
        }
        handle.createUpdate(FORGET_OVER)
                .bind("session", session.id().value())
                .bind("organisation", session.organisation().value())
                .bind("kept", OVER_MAX)
                .execute();
        return ScheduleWrite.STORED;
    }

    @Override
    public Optional<Schedule> find(OrganisationId organisation, ScheduleId id) {
        return read(
                organisation,
                handle ->
                        ScheduleRows.select(handle, organisation, "and c.id = :id")
                                .bind("id", id.value())
                                .map((row, context) -> ScheduleRows.schedule(row))
                                .findFirst());
    }

    @Override
    public Page<Schedule> list(
            OrganisationId organisation, @Nullable SessionKey session, Window window) {
        List<Counted> rows =
                read(organisation, handle -> page(handle, organisation, session, window));
        if (rows.isEmpty() && window.offset() > 0) {
            return new Page<>(List.of(), list(organisation, session, new Window(0, 1)).total());
        }
        return new Page<>(
                rows.stream().map(Counted::schedule).toList(),
                rows.isEmpty() ? 0 : rows.getFirst().total());
    }

    private static List<Counted> page(
            Handle handle,
            OrganisationId organisation,
            @Nullable SessionKey session,
            Window window) {
        Query query =
                session == null
                        ? ScheduleRows.select(handle, organisation, PAGE)
                        : ScheduleRows.select(
                                        handle, organisation, "and c.session = :session" + PAGE)
                                .bind("session", session.id().value());
        return query.bind("limit", window.limit())
                .bind("offset", window.offset())
                .map((row, context) ->
                        new Counted(ScheduleRows.schedule(row), row.getLong("total")))
                .list();
    }

    @Override
    public boolean replace(Schedule next, List<Slot> slots) {
        OrganisationId organisation = next.session().organisation();
        return done(
                organisation,
                handle -> {
                    boolean replaced = ScheduleRows.update(handle, next);
                    if (replaced && !slots.isEmpty()) {
                        slots.forEach(slot -> ScheduleRows.write(handle, organisation, slot));
                        ScheduleRows.forgetSlots(handle, next, LEDGER_MIN);
                    }
                    return replaced;
                });
    }

    @Override
    public List<Slot> slots(OrganisationId organisation, ScheduleId id, Window window) {
        return read(
                organisation,
                handle ->
                        ScheduleRows.slots(handle, organisation, id)
                                .bind("limit", window.limit())
                                .bind("offset", window.offset())
                                .map((row, context) -> ScheduleRows.slot(row))
                                .list());
    }

    @Override
    public Due takeDue(Instant now, Duration hold, int max) {
        DueSchedules.Taken taken = reached(() -> due.take(now, hold, max));
        List<Schedule> schedules =
                taken.schedules().stream().flatMap(name -> readable(name, now).stream()).toList();
        return new Due(schedules, taken.next());
    }

    @Override
    public void hold(Schedule schedule, Instant until) {
        reached(() -> {
            due.hold(schedule.id(), until);
            return true;
        });
    }

    /** One that cannot be read is looked at again, the later the longer that has been so. */
    @SuppressWarnings("IllegalCatch")
    private Optional<Schedule> readable(DueSchedules.Name name, Instant now) {
        try {
            return find(name.organisation(), name.id());
        } catch (StoreUnavailable outage) {
            throw outage;
        } catch (RuntimeException unreadable) {
            LOG.error("The schedule {} cannot be read.", name.id(), unreadable);
            Duration rest =
                    Duration.between(Instant.ofEpochMilli(name.dueAt()), now).dividedBy(TENTH);
            reached(() -> {
                due.hold(name.id(), now.plus(rest.compareTo(REST_MAX) > 0 ? REST_MAX : rest));
                return true;
            });
            return Optional.empty();
        }
    }

    private static Query of(Query query, SessionKey session) {
        return query.bind("session", session.id().value())
                .bind("organisation", session.organisation().value());
    }

    private <T> T done(OrganisationId organisation, HandleCallback<T, RuntimeException> work) {
        return reached(() -> transactions.call(organisation, work));
    }

    private <T> T read(OrganisationId organisation, HandleCallback<T, SQLException> work) {
        try {
            return transactions.read(organisation, work);
        } catch (SQLException | JdbiException e) {
            throw unavailable(e);
        }
    }

    private static <T> T reached(Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The schedules cannot be reached", cause);
    }

    private record Counted(Schedule schedule, long total) {}
}
