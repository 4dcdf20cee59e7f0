package dev.perdure.persistence.log;

import dev.perdure.engine.log.AppendOutcome;
import dev.perdure.engine.log.AppendOutcome.Refused;
import dev.perdure.engine.log.Batch;
import dev.perdure.engine.log.Guard;
import dev.perdure.engine.work.Epoch;
import dev.perdure.engine.work.WorkChange;
import dev.perdure.event.Offset;
import dev.perdure.event.StreamVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a batch was not written. Reads in a statement of its own, which sees what has
 * happened since.
 */
final class Refusals {

    private static final String KEY_USED =
            """
            select ord from perdure.turn
            where session = ? and organisation = ? and (idem_key = ? or id = ?)
            order by idem_key = ? desc limit 1
            """;

    private static final String HEAD =
            "select version, epoch from perdure.session where id = ? and organisation = ?";

    private Refusals() {}

    /**
     * The reason, when nothing has to be read to know it.
     *
     * @param row what the flush saw of the session, if that is known
     */
    static Optional<Refused> known(Batch batch, @Nullable FlushRow row) {
        boolean keyed = batch.work() instanceof WorkChange.Enqueue;
        return row == null || keyed
                ? Optional.empty()
                : Optional.of(mismatch(batch.guard(), row.baseVersion(), row.epoch()));
    }

    /**
     * The reason as it is now.
     *
     * @param row what the flush saw of the session, if that is known
     */
    static Refused reason(Connection connection, Batch batch, @Nullable FlushRow row)
            throws SQLException {
        Optional<Offset> earlier = keyUsed(connection, batch);
        if (earlier.isPresent()) {
            return new AppendOutcome.Duplicate(earlier.get());
        }
        return row == null
                ? reasonNow(connection, batch)
                : mismatch(batch.guard(), row.baseVersion(), row.epoch());
    }

    private static Refused reasonNow(Connection connection, Batch batch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD)) {
            statement.setObject(1, batch.session().id().value());
            statement.setObject(2, batch.session().organisation().value());
            try (ResultSet found = statement.executeQuery()) {
                if (batch.guard() instanceof Guard.NewStream) {
                    return new AppendOutcome.StreamExists();
                }
                return found.next()
                        ? mismatch(batch.guard(), found.getLong(1), found.getLong(2))
                        : missing();
            }
        }
    }

    private static Refused missing() {
        return new AppendOutcome.NoSuchStream();
    }

    private static Refused mismatch(Guard guard, long version, long epoch) {
        return switch (guard) {
            case Guard.NewStream ignored -> new AppendOutcome.StreamExists();
            // Only a used key refuses it, and the session that had it is gone by now.
            case Guard.Exists ignored -> missing();
            case Guard.AtVersion ignored -> conflict(version);
            case Guard.Owned ignored -> new AppendOutcome.Fenced(new Epoch(epoch));
            case Guard.OwnedAt owned ->
                    owned.epoch().value() == epoch
                            ? conflict(version)
                            : new AppendOutcome.Fenced(new Epoch(epoch));
        };
    }

    private static Refused conflict(long version) {
        return new AppendOutcome.VersionConflict(new StreamVersion(version));
    }

    private static Optional<Offset> keyUsed(Connection connection, Batch batch)
            throws SQLException {
        if (!(batch.work() instanceof WorkChange.Enqueue enqueue)) {
            return Optional.empty();
        }
        try (PreparedStatement statement = connection.prepareStatement(KEY_USED)) {
            statement.setObject(1, batch.session().id().value());
            statement.setObject(2, batch.session().organisation().value());
            byte[] key = KeyHash.of(enqueue.idempotencyKey());
            statement.setBytes(3, key);
            statement.setObject(4, enqueue.turn().value());
            statement.setBytes(5, key);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? Optional.of(new Offset(found.getLong(1))) : Optional.empty();
            }
        }
    }
}
