package dev.perdure.persistence.log;

import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.WorkChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a flush wrote whose answer was lost: the committer's own row names the transaction, and so
 * do the rows that the same transaction inserted.
 *
 * @param transaction id of the transaction, as the rows carry it
 * @param sinceMillis none of its records is older
 */
record CommittedFlush(String transaction, long sinceMillis) {

    /** The hour is longer than any statement lasts: the time of a record is that of its begin. */
    private static final String TRANSACTION =
            """
            select xmin::text, floor(extract(epoch from used_at - interval '1 hour') * 1000)::bigint
            from perdure.committer where id = ? and flush_number = ?
            """;

    /**
     * Times do not fall along a stream: going back from its end, the first older record is enough.
     */
    private static final String RECORDS =
            """
            with older as materialized (
                select coalesce((select seq from perdure.event where session = ? and time < ?
                    order by seq desc limit 1), 0) as seq
            )
            select min(seq), max(version) - count(*) filter (where fact), min(time) from (
                select seq, version, time, true as fact from perdure.event
                where session = ? and seq > (select seq from older) and xmin::text = ?
                union all
                select seq, version, time, false from perdure.delta
                where session = ? and seq > (select seq from older) and time >= ? and xmin::text = ?) r
            """;

    private static final String HEAD =
            """
            select version, epoch, head_offset, last_time, open_turns from perdure.session
            where id = ? and organisation = ?
            """;

    private static final String SESSION =
            """
            select s.epoch, s.open_turns,
                coalesce(t.state = 1 and t.owner = ? and s.active_turn = t.id, false)
            from perdure.session s left join perdure.turn t on t.session = s.id and t.id = ?
            where s.id = ?
            """;

    /** The flush, when it was committed; empty when it was not. */
    static Optional<CommittedFlush> find(Connection connection, long committer, long number)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRANSACTION)) {
            statement.setLong(1, committer);
            statement.setLong(2, number);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new CommittedFlush(row.getString(1), row.getLong(2)))
                        : Optional.empty();
            }
        }
    }

    /** The rows the flush would have answered, of applied batches alone. */
    List<FlushRow> rows(Connection connection, List<Pending> flush, int incarnation)
            throws SQLException {
        List<FlushRow> rows = new ArrayList<>();
        for (int ordinal = 0; ordinal < flush.size(); ordinal++) {
            FlushRow row = row(connection, flush.get(ordinal), incarnation);
            if (row != null) {
                rows.add(row.at(ordinal));
            }
        }
        return rows;
    }

    /**
     * The row the flush would have answered for an applied batch; nothing when it was not applied.
     */
    private @Nullable FlushRow row(Connection connection, Pending pending, int incarnation)
            throws SQLException {
        if (pending.stored().isEmpty()) {
            return unrecorded(connection, pending);
        }
        try (PreparedStatement statement = connection.prepareStatement(RECORDS)) {
            statement.setObject(1, pending.session());
            statement.setLong(2, sinceMillis);
            statement.setObject(3, pending.session());
            statement.setString(4, transaction);
            statement.setObject(5, pending.session());
            statement.setLong(6, sinceMillis);
            statement.setString(7, transaction);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long first = row.getLong(1);
                return row.wasNull()
                        ? null
                        : completed(
                                connection,
                                pending,
                                incarnation,
                                new Place(first - 1, row.getLong(2), row.getLong(3)));
            }
        }
    }

    /**
     * A batch of no records left no trace of its own. Its guard tells: one that still holds held
     * then. One that no longer holds is answered as a refusal, which is safe to believe because
     * such a change of the queue may be asked for twice.
     */
    private static @Nullable FlushRow unrecorded(Connection connection, Pending pending)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setObject(1, pending.session());
            statement.setObject(2, pending.batch().session().organisation().value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                long version = row.getLong(1);
                long epoch = row.getLong(2);
                boolean holds =
                        switch (pending.batch().guard()) {
                            case Guard.NewStream ignored -> version == 0;
                            case Guard.Exists ignored -> true;
                            case Guard.AtVersion at -> at.version().value() == version;
                            case Guard.Owned owned -> owned.epoch().value() == epoch;
                            case Guard.OwnedAt owned ->
                                    owned.epoch().value() == epoch
                                            && owned.version().value() == version;
                        };
                return holds
                        ? new FlushRow(
                                0,
                                row.getLong(3),
                                version,
                                row.getLong(4),
                                epoch,
                                false,
                                row.getInt(5),
                                true,
                                isFinish(pending))
                        : null;
            }
        }
    }

    private static FlushRow completed(
            Connection connection, Pending pending, int incarnation, Place place)
            throws SQLException {
        UUID turn =
                pending.batch().work() instanceof WorkChange.Enqueue enqueue
                        ? enqueue.turn().value()
                        : null;
        try (PreparedStatement statement = connection.prepareStatement(SESSION)) {
            statement.setInt(1, incarnation);
            statement.setObject(2, turn);
            statement.setObject(3, pending.session());
            try (ResultSet row = statement.executeQuery()) {
                boolean found = row.next();
                return new FlushRow(
                        0,
                        place.base(),
                        place.baseVersion(),
                        place.time(),
                        found ? row.getLong(1) : 0,
                        found && row.getBoolean(3),
                        found ? row.getInt(2) : 0,
                        true,
                        isFinish(pending));
            }
        }
    }

    private static boolean isFinish(Pending pending) {
        return pending.batch().work() instanceof WorkChange.Finish;
    }

    private record Place(long base, long baseVersion, long time) {}
}
