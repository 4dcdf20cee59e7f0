package dev.perdure.persistence.store;

import dev.perdure.engine.store.KeptSecret;
import dev.perdure.engine.store.SecretStore;
import dev.perdure.engine.store.StoreUnavailable;
import dev.perdure.persistence.database.TenantTransactions;
import dev.perdure.provider.SealedSecret;
import dev.perdure.session.SessionId;
import dev.perdure.session.SessionKey;
import dev.perdure.tenant.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The secrets of sessions on PostgreSQL, which sees them sealed only. */
public final class PostgresSecretStore implements SecretStore {

    /** Of two that add to one session at once the second sees what the first added. */
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(1346720326, hashtext(:id))";

    private static final String SESSION_EXISTS =
            "select exists (select from perdure.session where id = :session"
                    + " and organisation = :organisation)";

    private static final String PUT =
            """
            insert into perdure.session_secret (organisation, session, name, master_key, wrapped_key, sealed, created_at,
                updated_at)
            values (:organisation, :session, :name, :master_key, :wrapped_key, :sealed, :created, :updated)
            on conflict (organisation, session, name) do update
            set master_key = excluded.master_key, wrapped_key = excluded.wrapped_key, sealed = excluded.sealed,
                updated_at = excluded.updated_at
            """;

    private static final String NAMES =
            "select name from perdure.session_secret"
                    + " where session = :session and organisation = :organisation";

    /** Whoever removes a session cannot see what is not committed yet. */
    private static final String DROP_LATE =
            """
            delete from perdure.session_secret where session = :session and organisation = :organisation
                and not exists (select from perdure.session where id = :session)
            """;

    private static final String SELECT =
            """
            select c.organisation, c.session, c.name, c.master_key, c.wrapped_key, c.sealed, c.created_at, c.updated_at
            from perdure.session_secret c join perdure.session s on s.id = c.session
            where c.organisation = :organisation
            """;

    private static final String OTHERWISE =
            """
             and c.master_key <> :master_key and (c.session::text collate "C", c.name) > (:after_session, :after_name)
            order by c.session::text collate "C", c.name limit :limit
            """;

    private static final String REMOVE =
            """
            delete from perdure.session_secret c using perdure.session s
            where s.id = c.session and c.session = :session and c.organisation = :organisation and c.name = :name
            """;

    private static final String RESEAL =
            """
            update perdure.session_secret c
            set master_key = :master_key, wrapped_key = :wrapped_key, sealed = :sealed
            from perdure.session s
            where s.id = c.session and c.session = :session and c.organisation = :organisation and c.name = :name
                and c.master_key = :seen_key and c.wrapped_key = :seen_wrapped and c.sealed = :seen
            """;

    private final TenantTransactions transactions;

    public PostgresSecretStore(DataSource pool) {
        this.transactions = new TenantTransactions(pool);
    }

    @Override
    public List<KeptSecret> list(SessionKey session) {
        return read(
                session.organisation(),
                handle ->
                        handle.createQuery(SELECT + " and c.session = :session order by c.name")
                                .bind("organisation", session.organisation().value())
                                .bind("session", session.id().value())
                                .map((row, context) -> secret(row))
                                .list());
    }

    @Override
    public Optional<KeptSecret> find(SessionKey session, String name) {
        return read(
                session.organisation(),
                handle ->
                        handle.createQuery(SELECT + " and c.session = :session and c.name = :name")
                                .bind("organisation", session.organisation().value())
                                .bind("session", session.id().value())
                                .bind("name", name)
                                .map((row, context) -> secret(row))
                                .findFirst());
    }

    @Override
    public SecretWrite put(SessionKey session, List<KeptSecret> secrets, int max) {
        SecretWrite written =
                done(session.organisation(), handle -> written(handle, session, secrets, max));
        if (written == SecretWrite.STORED) {
            done(
                    session.organisation(),
                    handle -> of(handle.createUpdate(DROP_LATE), session).execute());
        }
        return written;
    }

    private static SecretWrite written(
            Handle handle, SessionKey session, List<KeptSecret> secrets, int max) {
        handle.createQuery(ONE_AT_A_TIME)
                .bind("id", session.id().value().toString())
                .mapTo(String.class)
                .one();
        if (!of(handle.createQuery(SESSION_EXISTS), session).mapTo(Boolean.class).one()) {
            return SecretWrite.NO_SUCH_SESSION;
        }
        Set<String> names = new HashSet<>();
        of(handle.createQuery(NAMES), session).mapTo(String.class).forEach(names::add);
        secrets.forEach(secret -> names.add(secret.name()));
        if (names.size() > max) {
            return SecretWrite.TOO_MANY;
        }
        if (!secrets.isEmpty()) {
            PreparedBatch rows = handle.prepareBatch(PUT);
            for (KeptSecret secret : secrets) {
                sealed(of(rows, session), secret.sealed())
                        .bind("name", secret.name())
                        .bind("created", Nanos.of(secret.createdAt()))
                        .bind("updated", Nanos.of(secret.updatedAt()))
                        .add();
            }
            rows.execute();
        }
        return SecretWrite.STORED;
    }

    @Override
    public boolean remove(SessionKey session, String name) {
        return done(
                session.organisation(),
                handle ->
                        of(handle.createUpdate(REMOVE), session).bind("name", name).execute() > 0);
    }

    @Override
    public List<KeptSecret> sealedOtherwise(
            OrganisationId organisation, String masterKey, @Nullable KeptSecret after, int limit) {
        return read(
                organisation,
                handle ->
                        handle.createQuery(SELECT + OTHERWISE)
                                .bind("organisation", organisation.value())
                                .bind("master_key", masterKey)
                                .bind(
                                        "after_session",
                                        after == null
                                                ? ""
                                                : after.session().id().value().toString())
                                .bind("after_name", after == null ? "" : after.name())
                                .bind("limit", limit)
                                .map((row, context) -> secret(row))
                                .list());
    }

    @Override
    public boolean reseal(KeptSecret seen, SealedSecret sealed) {
        return done(
                seen.session().organisation(),
                handle ->
                        sealed(of(handle.createUpdate(RESEAL), seen.session()), sealed)
                                        .bind("name", seen.name())
                                        .bind("seen_key", seen.sealed().masterKey())
                                        .bind("seen_wrapped", seen.sealed().wrappedKey())
                                        .bind("seen", seen.sealed().sealed())
                                        .execute()
                                > 0);
    }

    private static <T extends SqlStatement<T>> T of(T statement, SessionKey session) {
        return statement
                .bind("session", session.id().value())
                .bind("organisation", session.organisation().value());
    }

    private static <T extends SqlStatement<T>> T sealed(T statement, SealedSecret sealed) {
        return statement
                .bind("master_key", sealed.masterKey())
                .bind("wrapped_key", sealed.wrappedKey())
                .bind("sealed", sealed.sealed());
    }

    private static KeptSecret secret(ResultSet row) throws SQLException {
        return new KeptSecret(
                new SessionKey(
                        new OrganisationId(row.getObject(1, UUID.class)),
                        new SessionId(row.getObject(2, UUID.class))),
                row.getString(3),
                new SealedSecret(row.getString(4), row.getString(5), row.getString(6)),
                Nanos.read(row.getLong(7)),
                Nanos.read(row.getLong(8)));
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
        return new StoreUnavailable("The secrets of sessions cannot be reached", cause);
    }
}
