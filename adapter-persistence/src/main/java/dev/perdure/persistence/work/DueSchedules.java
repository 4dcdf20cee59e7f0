package dev.perdure.persistence.work;

import dev.perdure.persistence.database.EngineTransactions;
import dev.perdure.schedule.ScheduleId;
import dev.perdure.tenant.OrganisationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds the schedules of all organisations that are due; of each the engine's role sees its id and
 * its times and nothing else.
 */
public final class DueSchedules {

    private static final String TAKE =
            """
            update perdure.schedule set held_until = :until
            where id in (
                select id from perdure.schedule where due_at <= :now and held_until <= :now
                order by due_at, id limit :max for update skip locked
            )
            returning organisation, id, due_at
            """;

    private static final String NEXT =
            "select min(due_at) from perdure.schedule where due_at > :now";

    private static final String HOLD =
            "update perdure.schedule set held_until = greatest(held_until, :until) where id = :id";

    private final EngineTransactions transactions;

    public DueSchedules(DataSource pool) {
        this.transactions = new EngineTransactions(pool);
    }

    /** As the port of schedules says of taking. */
    public Taken take(Instant now, Duration hold, int max) {
        return transactions.call(handle -> {
            List<Name> names =
                    handle.createQuery(TAKE)
                            .bind("now", now.toEpochMilli())
                            .bind("until", now.plus(hold).toEpochMilli())
                            .bind("max", max)
                            .map((row, context) ->
                                    new Name(
                                            new OrganisationId(row.getObject(1, UUID.class)),
                                            new ScheduleId(row.getObject(2, UUID.class)),
                                            row.getLong(3)))
                            .list();
            List<Name> longestFirst =
                    names.stream()
                            .sorted((one, other) -> Long.compare(one.dueAt(), other.dueAt()))
                            .toList();
            return new Taken(longestFirst, next(handle, now));
        });
    }

    /** As the port of schedules says of holding. */
    public void hold(ScheduleId id, Instant until) {
        transactions.call(handle ->
                handle.createUpdate(HOLD)
                        .bind("id", id.value())
                        .bind("until", until.toEpochMilli())
                        .execute());
    }

    private static @Nullable Instant next(Handle handle, Instant now) {
        return handle.createQuery(NEXT)
                .bind("now", now.toEpochMilli())
                .map((row, context) -> {
                    long at = row.getLong(1);
                    return row.wasNull() ? null : Instant.ofEpochMilli(at);
                })
                .findFirst()
                .orElse(null);
    }

    /** What was taken, and when another one is due. */
    public record Taken(List<Name> schedules, @Nullable Instant next) {}

    /** A schedule by its organisation and its id. */
    public record Name(OrganisationId organisation, ScheduleId id, long dueAt) {}
}
