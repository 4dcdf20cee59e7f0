package dev.perdure.persistence.store;

import dev.perdure.persistence.codec.ScheduleCodec;
import dev.perdure.schedule.Schedule;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.schedule.ScheduleStatus;
import dev.perdure.schedule.Slot;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Schedules and their slots as rows. */
final class ScheduleRows {

    private static final String SELECT =
            """
            select c.id, c.organisation, c.session, c.terms, c.status, c.next_at, c.firing_at, c.runs, c.missed,
                c.last_at, c.version, c.created_at, c.updated_at, count(*) over () as total
            from perdure.schedule c join perdure.session s on s.id = c.session
            where c.organisation = :organisation
            """;

    private static final String INSERT =
            """
            insert into perdure.schedule (id, organisation, session, terms, status, next_at, firing_at, due_at,
                held_until, runs, missed, last_at, version, created_at, updated_at)
            values (:id, :organisation, :session, :terms, :status, cast(:next as bigint), cast(:firing as bigint),
                cast(:due as bigint), 0, :runs, :missed, cast(:last as bigint), :version, :created, :updated)
            on conflict (id) do nothing
            """;

    private static final String UPDATE =
            """
            update perdure.schedule
            set terms = :terms, status = :status, next_at = cast(:next as bigint),
                firing_at = cast(:firing as bigint), due_at = cast(:due as bigint),
                held_until = case when :put_off then 0 else held_until end, runs = :runs,
                missed = :missed, last_at = cast(:last as bigint), version = :version, updated_at = :updated
            where id = :id and organisation = :organisation and version = :version - 1
                and exists (select from perdure.session where id = schedule.session)
            """;

    private static final String WRITE_SLOT =
            """
            insert into perdure.schedule_slot (schedule, slot, organisation, outcome, decided_at)
            values (:schedule, :slot, :organisation, :outcome, :decided)
            on conflict (schedule, slot) do update
                set outcome = excluded.outcome, decided_at = excluded.decided_at
            """;

    private static final String FORGET_SLOTS =
            """
            delete from perdure.schedule_slot where schedule = :schedule and organisation = :organisation
                and slot < (select slot from perdure.schedule_slot where schedule = :schedule
                    order by slot desc offset :kept limit 1)
            """;

    private static final String SLOTS =
            """
            select t.schedule, t.slot, t.outcome, t.decided_at
            from perdure.schedule_slot t join perdure.schedule c on c.id = t.schedule
                join perdure.session s on s.id = c.session
            where t.organisation = :organisation and t.schedule = :schedule
            order by t.slot desc limit :limit offset :offset
            """;

    private ScheduleRows() {}

    /** Schedules that a condition chooses, which may end in an order and a window. */
    static Query select(Handle handle, OrganisationId organisation, String condition) {
        return handle.createQuery(SELECT + condition).bind("organisation", organisation.value());
    }

    static boolean insert(Handle handle, Schedule schedule) {
        return bind(handle.createUpdate(INSERT), schedule)
                        .bind("session", schedule.session().id().value())
                        .bind("created", Nanos.of(schedule.createdAt()))
                        .execute()
                == 1;
    }

    static boolean update(Handle handle, Schedule schedule) {
        return bind(handle.createUpdate(UPDATE), schedule)
                        .bind("put_off", schedule.isPutOff())
                        .execute()
                == 1;
    }

    static void write(Handle handle, OrganisationId organisation, Slot slot) {
        handle.createUpdate(WRITE_SLOT)
                .bind("schedule", slot.schedule().value())
                .bind("slot", slot.at().toEpochMilli())
                .bind("organisation", organisation.value())
                .bind("outcome", word(slot.outcome()))
                .bind("decided", Nanos.of(slot.decidedAt()))
                .execute();
    }

    static void forgetSlots(Handle handle, Schedule schedule, int kept) {
        handle.createUpdate(FORGET_SLOTS)
                .bind("schedule", schedule.id().value())
                .bind("organisation", schedule.session().organisation().value())
                .bind("kept", kept - 1)
                .execute();
    }

    static Query slots(Handle handle, OrganisationId organisation, ScheduleId id) {
        return handle.createQuery(SLOTS)
                .bind("organisation", organisation.value())
                .bind("schedule", id.value());
    }

    static Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                new ScheduleId(row.getObject(1, UUID.class)),
                Instant.ofEpochMilli(row.getLong(2)),
                Slot.Outcome.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                Nanos.read(row.getLong(4)));
    }

    static Schedule schedule(ResultSet row) throws SQLException {
        return new Schedule(
                new ScheduleId(row.getObject(1, UUID.class)),
                new SessionKey(
                        new OrganisationId(row.getObject(2, UUID.class)),
                        new SessionId(row.getObject(3, UUID.class))),
                ScheduleCodec.decode(row.getBytes(4)),
                ScheduleStatus.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                time(row, 6),
                time(row, 7),
                row.getInt(8),
                row.getLong(9),
                time(row, 10),
                row.getInt(11),
                Nanos.read(row.getLong(12)),
                Nanos.read(row.getLong(13)));
    }

    private static Update bind(Update update, Schedule schedule) {
        return update.bind("id", schedule.id().value())
                .bind("organisation", schedule.session().organisation().value())
                .bind("terms", ScheduleCodec.encode(schedule.terms()))
                .bind("status", word(schedule.status()))
                .bind("next", millis(schedule.next()))
                .bind("firing", millis(schedule.firing()))
                .bind("due", millis(schedule.dueAt()))
                .bind("runs", schedule.runs())
                .bind("missed", schedule.missed())
                .bind("last", millis(schedule.last()))
                .bind("version", schedule.version())
                .bind("updated", Nanos.of(schedule.updatedAt()));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
