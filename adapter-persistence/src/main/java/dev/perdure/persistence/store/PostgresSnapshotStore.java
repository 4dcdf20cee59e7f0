package dev.perdure.persistence.store;

import dev.perdure.engine.store.SnapshotStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.event.StreamVersion;
import dev.perdure.loop.Snapshot;
import dev.perdure.persistence.codec.SnapshotCodec;
import dev.perdure.persistence.database.TenantQuery;
import dev.perdure.persistence.database.TenantReads;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.session.SessionKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Snapshots on PostgreSQL: one row for each session that has one. */
public final class PostgresSnapshotStore implements SnapshotStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSnapshotStore.class);

    private static final TenantQuery LATEST =
            TenantQuery.of(
                    """
                    select k.version, k.form, k.payload
                    from perdure.snapshot k join perdure.session s on s.id = k.session
                    where k.session = ? and k.organisation = ? and k.version <= ?
                    """);

    private static final String KEEP =
            """
            insert into perdure.snapshot as k (session, organisation, version, form, payload)
            select s.id, s.organisation, :version, :form, :payload from perdure.session s
            where s.id = :id and s.organisation = :organisation and s.version >= :version
            on conflict (session) do update
                set version = excluded.version, form = excluded.form, payload = excluded.payload
                where k.version < excluded.version
            """;

    /** Whoever removes a session cannot see what is not committed yet. */
    private static final String DROP_LATE =
            """
            delete from perdure.snapshot where session = :id and organisation = :organisation
                and not exists (select from perdure.session where id = :id)
            """;

    private final TenantTransactions transactions;
    private final TenantReads reads;
    private final AtomicBoolean told = new AtomicBoolean();

    public PostgresSnapshotStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
        this.reads = new TenantReads(pool);
    }

    @Override
    public Optional<Snapshot> latest(SessionKey session, StreamVersion last) {
        try {
            return reads.read(
                    session.organisation(),
                    LATEST,
                    parameters ->
                            parameters
                                    .id(session.id().value())
                                    .id(session.organisation().value())
                                    .number(last.value()),
                    results -> {
                        ResultSet row = results.next();
                        return row.next() ? snapshot(session, row) : Optional.empty();
                    });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void keep(SessionKey session, Snapshot snapshot) {
        byte[] payload = SnapshotCodec.encode(snapshot);
        try {
            transactions.call(
                    session.organisation(),
                    handle ->
                            handle.createUpdate(KEEP)
                                    .bind("id", session.id().value())
                                    .bind("organisation", session.organisation().value())
                                    .bind("version", snapshot.version().value())
                                    .bind("form", SnapshotCodec.FORM)
                                    .bind("payload", payload)
                                    .execute());
            transactions.call(
                    session.organisation(),
                    handle ->
                            handle.createUpdate(DROP_LATE)
                                    .bind("id", session.id().value())
                                    .bind("organisation", session.organisation().value())
                                    .execute());
        } catch (JdbiException e) {
            throw unavailable(e);
        }
    }

    /** A snapshot that cannot be read costs a longer fold, and is replaced by the next one. */
    @SuppressWarnings("IllegalCatch")
    private Optional<Snapshot> snapshot(SessionKey session, ResultSet row) throws SQLException {
        int form = row.getInt(2);
        if (form != SnapshotCodec.FORM) {
            tell(
                    "The snapshot of {} is not used: this version does not know form {}.",
                    session,
                    form);
            return Optional.empty();
        }
        StreamVersion version = new StreamVersion(row.getLong(1));
        byte[] payload = row.getBytes(3);
        try {
            return Optional.of(SnapshotCodec.decode(version, payload));
        } catch (RuntimeException unreadable) {
            tell("The snapshot of {} is not used: it cannot be read.", session, unreadable);
            return Optional.empty();
        }
    }

    /** Once: where one of them cannot be read, there are likely more. */
    private void tell(String sentence, SessionKey session, Object why) {
        if (told.compareAndSet(false, true)) {
            LOG.warn(sentence, session, why);
        }
    }

    private static StoreUnavailable unavailable(Exception cause) {
        return new StoreUnavailable("The snapshots cannot be reached", cause);
    }
}
