package dev.perdure.persistence.log;

import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Event;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The arrays of a flush that have one element for each batch. */
final class BatchColumns {

    private final Integer[] ordinals;
    private final UUID[] sessions;
    private final UUID[] organisations;
    private final Integer[] guards;
    private final Long[] epochs;
    private final Long[] versions;
    private final Integer[] records;
    private final Integer[] facts;
    private final Integer[] works;
    private final @Nullable UUID[] turns;
    private final byte[] @Nullable [] keys;
    private final @Nullable Long[] wakes;
    private final Boolean[] claims;
    private final @Nullable UUID[] woken;

    private BatchColumns(int size) {
        ordinals = new Integer[size];
        sessions = new UUID[size];
        organisations = new UUID[size];
        guards = new Integer[size];
        epochs = new Long[size];
        versions = new Long[size];
        records = new Integer[size];
        facts = new Integer[size];
        works = new Integer[size];
        turns = new UUID[size];
        keys = new byte[size][];
        wakes = new Long[size];
        claims = new Boolean[size];
        woken = new UUID[size];
    }

    static BatchColumns of(List<Pending> flush) {
        BatchColumns columns = new BatchColumns(flush.size());
        for (int o = 0; o < flush.size(); o++) {
            Batch batch = flush.get(o).batch();
            columns.ordinals[o] = o;
            columns.sessions[o] = batch.session().id().value();
            columns.organisations[o] = batch.session().organisation().value();
            columns.records[o] = batch.entries().size();
            columns.facts[o] =
                    (int) batch.entries().stream().filter(Event.class::isInstance).count();
            columns.guard(o, batch.guard());
            columns.work(o, batch.work());
        }
        return columns;
    }

    private void guard(int o, Guard guard) {
        epochs[o] = 0L;
        versions[o] = 0L;
        switch (guard) {
            case Guard.NewStream ignored -> guards[o] = FlushSql.GUARD_NEW;
            case Guard.Exists ignored -> guards[o] = FlushSql.GUARD_EXISTS;
            case Guard.AtVersion at -> {
                guards[o] = FlushSql.GUARD_VERSION;
                versions[o] = at.version().value();
            }
            case Guard.Owned owned -> {
                guards[o] = FlushSql.GUARD_EPOCH;
                epochs[o] = owned.epoch().value();
            }
            case Guard.OwnedAt owned -> {
                guards[o] = FlushSql.GUARD_EPOCH_AND_VERSION;
                epochs[o] = owned.epoch().value();
                versions[o] = owned.version().value();
            }
        }
    }

    private void work(int o, WorkChange change) {
        claims[o] = false;
        switch (change) {
            case WorkChange.Unchanged ignored -> works[o] = FlushSql.WORK_NONE;
            case WorkChange.Enqueue enqueue -> {
                works[o] = FlushSql.WORK_ENQUEUE;
                turns[o] = enqueue.turn().value();
                keys[o] = KeyHash.of(enqueue.idempotencyKey());
                claims[o] = enqueue.claimIfIdle();
                woken[o] = enqueue.wakes() == null ? null : enqueue.wakes().value();
            }
            case WorkChange.ParkUntil park -> {
                works[o] = FlushSql.WORK_PARK_UNTIL;
                turns[o] = park.turn().value();
                wakes[o] = millisNotBefore(park.wakeAt());
            }
            case WorkChange.ParkForClient park -> {
                works[o] = FlushSql.WORK_PARK_FOR_CLIENT;
                turns[o] = park.turn().value();
                wakes[o] = park.wakeAt() == null ? null : millisNotBefore(park.wakeAt());
            }
            case WorkChange.MakeDue due -> {
                works[o] = FlushSql.WORK_MAKE_DUE;
                turns[o] = due.turn().value();
            }
            case WorkChange.Finish finish -> {
                works[o] = FlushSql.WORK_FINISH;
                turns[o] = finish.turn().value();
            }
        }
    }

    private static long millisNotBefore(Instant time) {
        if (time.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE - 1))) {
            return Long.MAX_VALUE;
        }
        if (time.isBefore(Instant.EPOCH)) {
            return 0;
        }
        long millis = time.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(time) ? millis + 1 : millis;
    }

    void bind(Parameters parameters) throws SQLException {
        parameters.array("int4", ordinals);
        parameters.uuids(sessions);
        parameters.uuids(organisations);
        parameters.array("int4", guards);
        parameters.array("int8", epochs);
        parameters.array("int8", versions);
        parameters.array("int4", records);
        parameters.array("int4", facts);
        parameters.array("int4", works);
        parameters.uuids(turns);
        parameters.array("bytea", keys);
        parameters.array("int8", wakes);
        parameters.array("bool", claims);
        parameters.uuids(woken);
    }
}
